using System.Collections.Immutable;
using SliceActors.Learning.Checkpoints;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;

namespace SliceActors.Studies.Journals;

/// <summary>What the finished networks of a fold answered, as it lies beside their models.</summary>
internal static class FoldOutcomes
{
    /// <summary>Reads it.</summary>
    /// <param name="tree">Folder of the run.</param>
    /// <param name="state">What its journal says.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="findings">Gets what cannot be read.</param>
    /// <returns>All outcomes that can; those of networks that failed are not among them.</returns>
    public static ImmutableArray<UnitPredictions> Of(ResultTree tree, RunState state, FoldIndex fold, ICollection<Finding> findings) =>
        [.. state.UnitsOf(fold).Select(unit => unit.Outcome).OfType<UnitOutcome>().Select(outcome => Read(tree, outcome, findings)).OfType<UnitPredictions>()];

    private static UnitPredictions? Read(ResultTree tree, UnitOutcome outcome, ICollection<Finding> findings)
    {
        var path = tree.Predictions(outcome.Unit);
        if (outcome.Predictions is null && !File.Exists(path))
        {
            // Version 0.1.0 had no such file.
            return UnitPredictions.Without(outcome);
        }

        try
        {
            return PredictionsFile.Read(path, outcome);
        }
        catch (IOException)
        {
            findings.Add(new Finding(path, null, File.Exists(path) ? "not the file that was written" : "no such file", "the predictions of this network, as its training wrote them; put them back from a backup"));
            return null;
        }
    }
}
