using SliceActors.Learning.Networks;
using SliceActors.Learning.Transfer;
using SliceActors.Runs;

namespace SliceActors.Actors;

/// <summary>Settles which trained networks those of a study start from, before anything is written.</summary>
public static class TransferDesk
{
    private const string Option = "--transfer_learning_path";

    /// <summary>Looks at the source's options, its folds and networks, and then at every tensor.</summary>
    /// <param name="spec">The study; it names a source.</param>
    /// <param name="architecture">Its networks; null when they are unknown: tensors are not compared then.</param>
    /// <param name="plan">Its folds and slices; null when something is wrong with them: the source's are not looked at then.</param>
    /// <param name="findings">Gets everything that is wrong.</param>
    /// <returns>The files that are used; null when something is wrong.</returns>
    public static TransferManifest? Settle(RunSpec spec, Architecture? architecture, RunPlan? plan, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(findings);
        ResultFolder results;
        try
        {
            results = ResultFolder.Open(spec.Network.TransferPath!);
        }
        catch (BadInputException bad)
        {
            foreach (var finding in bad.Findings)
            {
                findings.Add(finding);
            }

            return null;
        }

        if (TransferSource.Refusal(results.Options.NetworkType, spec.NetworkType) is { } refusal)
        {
            findings.Add(new Finding(
                Option,
                null,
                $"{results.Options.NetworkType.Term()} to {spec.NetworkType.Term()}: {refusal}",
                "autoencoder to any, cnn to cnn or multicnn, multicnn to multicnn"));
            return null;
        }

        if (plan is null || architecture is null)
        {
            return null;
        }

        var folds = plan.Folds.Where(fold => HasFold(results, spec, plan, fold.Fold, findings)).ToList();
        var source = new TransferSource(results.Tree, results.Options.NetworkType, spec.Network.TransferSelection);
        var manifest = TransferCheck.Check(
            architecture, spec.NetworkType, source, folds.SelectMany(fold => plan.UnitsOf(fold.Fold, spec.NetworkType)).Select(unit => unit.Id), findings);
        return folds.Count == plan.Folds.Length ? manifest : null;
    }

    private static bool HasFold(ResultFolder results, RunSpec spec, RunPlan plan, FoldIndex fold, ICollection<Finding> findings)
    {
        if (!results.Folds().Contains(fold))
        {
            findings.Add(new Finding(
                results.Tree.Root,
                null,
                $"it has no fold {fold} ({(results.Folds() is { Length: > 0 } folds ? $"only {string.Join(", ", folds)}" : "nor any other")})",
                $"fold {fold}, too: each fold starts from the same one of the source; or --split"));
            return false;
        }

        if (results.Options.NetworkType == NetworkType.Multicnn && results.Networks(fold) is var networks && networks.LastOrDefault().Value + 1 != plan.Slices.Count)
        {
            findings.Add(new Finding(
                results.Tree.Models(new UnitId(fold, null)),
                null,
                networks.IsEmpty ? "no networks cnn-0, cnn-1, …" : $"networks up to cnn-{networks[^1]}",
                $"cnn-0 to cnn-{plan.Slices.Count - 1}: a multicnn starts from one with as many slices"));
            return false;
        }

        return true;
    }
}
