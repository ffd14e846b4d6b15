using System.Collections.Immutable;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Transfer;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Submission;

/// <summary>Settles which trained networks those of a study start from, before anything is written.</summary>
internal static class TransferDesk
{
    private const string Option = "--transfer_learning_path";

    /// <summary>Opens the source.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="findings">Gets everything that is wrong with it.</param>
    /// <returns>Null when the study names none, or one that is not understood.</returns>
    public static ResultFolder? Open(RunSpec spec, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(findings);
        try
        {
            return spec.Network.TransferPath is { } path ? ResultFolder.Open(path) : null;
        }
        catch (BadInputException bad)
        {
            foreach (var finding in bad.Findings)
            {
                findings.Add(finding);
            }

            return null;
        }
    }

    /// <summary>Looks at the source's type, its folds and networks, and then at every tensor.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="results">The source that it names.</param>
    /// <param name="architecture">Its networks, which can be built; null when they cannot: tensors are not compared then.</param>
    /// <param name="slices">Its slice positions; null when they are unknown: any number of networks will do then.</param>
    /// <param name="findings">Gets everything that is wrong.</param>
    /// <param name="warnings">Gets what a person should know though it stops nothing.</param>
    /// <returns>The files that are used; null when something is wrong.</returns>
    public static TransferManifest? Settle(RunSpec spec, ResultFolder results, Architecture? architecture, SliceRange? slices, ICollection<Finding> findings, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(findings);
        if (TransferSource.Refusal(results.Options.NetworkType, spec.NetworkType) is { } refusal)
        {
            findings.Add(new Finding(
                Option,
                null,
                $"{results.Options.NetworkType.Term()} to {spec.NetworkType.Term()}: {refusal}",
                "autoencoder to any, cnn to cnn or multicnn, multicnn to multicnn"));
            return null;
        }

        var clinica = results.Options.Input is { } input ? new ClinicaTransfer(results, input) : null;
        if (clinica?.Check(spec, architecture, findings) == false)
        {
            return null;
        }

        if (clinica?.Warning is { } warning)
        {
            warnings.Add(warning);
        }

        var folds = FoldsOf(spec.Data);
        var present = folds.Where(fold => HasFold(results, fold, slices?.Count, findings)).ToList();
        if (architecture is null)
        {
            return null;
        }

        var source = new TransferSource(results.Tree, results.Options.NetworkType, clinica?.Counterpart ?? results.Options.Architecture, spec.Network.TransferSelection) { ConvolutionsOnly = clinica?.ConvolutionsOnly ?? false };
        var manifest = TransferCheck.Check(architecture, new NetworkOptions(spec.Network.Dropout), spec.NetworkType, source, present.SelectMany(fold => UnitsOf(results, fold)), findings);
        return present.Count == folds.Count ? manifest : null;
    }

    private static List<FoldIndex> FoldsOf(DataSpec data) =>
        [.. (data.Split.IsEmpty ? Enumerable.Range(0, Math.Max(data.NSplits ?? 1, 0)) : data.Split.Distinct().Order()).Select(split => new FoldIndex(split))];

    private static IEnumerable<UnitId> UnitsOf(ResultFolder results, FoldIndex fold) => results.Options.NetworkType == NetworkType.Multicnn
        ? Enumerable.Range(0, CountOf(results.Networks(fold))).Select(network => new UnitId(fold, new NetworkIndex(network)))
        : [new UnitId(fold, null)];

    /// <summary>Networks of a fold, those included whose folder is missing though later ones have theirs.</summary>
    private static int CountOf(ImmutableArray<NetworkIndex> networks) => networks.IsEmpty ? 0 : networks[^1].Value + 1;

    private static bool HasFold(ResultFolder results, FoldIndex fold, int? slices, ICollection<Finding> findings)
    {
        var folds = results.Folds();
        if (!folds.Contains(fold))
        {
            findings.Add(new Finding(
                results.Tree.Root,
                null,
                $"no fold {fold} ({(folds.IsEmpty ? "nor any other" : $"but {string.Join(", ", folds)}")})",
                $"fold {fold} of this study starts from fold {fold} of its source; --split chooses folds"));
            return false;
        }

        var networks = CountOf(results.Networks(fold));
        if (results.Options.NetworkType == NetworkType.Multicnn && (networks == 0 || networks != (slices ?? networks)))
        {
            findings.Add(new Finding(
                results.Tree.Models(new UnitId(fold, null)),
                null,
                networks == 0 ? "no networks cnn-0, cnn-1, …" : $"{networks} networks, one for each slice of that study",
                slices is { } count ? $"{count}, one for each slice of this study" : "one for each slice"));
            return false;
        }

        return true;
    }
}
