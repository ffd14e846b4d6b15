using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Progress;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Testing.Clusters;

/// <summary>Predictions as a trainer leaves them.</summary>
internal static class PredictionFiles
{
    /// <summary>Writes the file and tells what its trainer reports.</summary>
    public static UnitOutcome Write(ResultTree tree, UnitPredictions predictions) => TestStudy.Without(predictions, PredictionsFile.Write(
        tree.Predictions(predictions.Unit),
        predictions.Selections.Select(best => new BestNetwork(
            best.Selection, best.Epoch, new EpochScore(best.ValidationLoss, best.ValidationBalancedAccuracy), new FileSeal(9, "seal"), best.Train, best.Validation)),
        null,
        predictions.EpochsTrained));
}
