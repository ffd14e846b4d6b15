using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Comparisons;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;

namespace SliceActors.Studies.Comparisons;

/// <summary>Reads the validation sets of a training: the folds that are over.</summary>
internal static class ValidationReader
{
    private const string Expected = "the OUTPUT_DIRECTORY of a cnn or multicnn training, or a table of predictions";

    /// <summary>Reads them. A training need not have ended.</summary>
    /// <param name="path">Folder of the training, as typed.</param>
    /// <param name="name">What it is called beside others.</param>
    /// <param name="selection">How epochs are chosen.</param>
    /// <param name="findings">Gets what is wrong with it.</param>
    /// <returns>Null when there is a finding.</returns>
    /// <exception cref="BookkeepingException">What describes the run is missing, cut or damaged.</exception>
    public static ValidationResult? Read(string path, string name, Selection selection, ICollection<Finding> findings)
    {
        var tree = new ResultTree(Path.GetFullPath(path));
        if (!File.Exists(tree.RunFile))
        {
            findings.Add(new Finding(tree.Root, null, Directory.Exists(tree.Root) ? "no run of SliceActors in it" : "no such file or folder", Expected));
            return null;
        }

        var submission = SubmittedRun.Read(tree, []);
        var spec = submission.Spec;
        if (spec.NetworkType == NetworkType.Autoencoder)
        {
            findings.Add(new Finding(tree.Root, null, "the study of an autoencoder, which puts nobody into a class", Expected));
            return null;
        }

        var state = JournalReader.Read(tree, submission.Run).State;
        if (state.MergedFolds.IsEmpty)
        {
            findings.Add(new Finding(
                tree.Root,
                null,
                ClusterMark.Read(tree) is null ? "no fold that is over" : "a run that a cluster works at",
                "a training of which at least a fold is over (slice-actors status says where it stands)"));
            return null;
        }

        var before = findings.Count;
        var folds = ImmutableArray.CreateBuilder<ValidationFold>();
        foreach (var fold in submission.Plan.Folds.Where(fold => state.MergedFolds.ContainsKey(fold.Fold)).OrderBy(fold => fold.Fold))
        {
            var outcomes = FoldOutcomes.Of(tree, state, fold.Fold, findings);
            if (findings.Count == before)
            {
                folds.Add(ValidationFold.Of(submission.Plan, spec, fold, selection, outcomes));
            }
        }

        var caveats = state.MergedFolds.Values.Aggregate(EstimateCaveats.None, (all, fold) => all | (fold.Estimate?.Caveats ?? EstimateCaveats.None));
        return findings.Count == before ? new ValidationResult(name, tree.Root, spec.Data.Diagnoses, folds.ToImmutable(), caveats) : null;
    }
}
