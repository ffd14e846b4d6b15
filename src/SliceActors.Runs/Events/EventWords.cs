using System.Globalization;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Events;

/// <summary>Says in the log what happened to a run.</summary>
public static class EventWords
{
    /// <summary>One line, without a full stop.</summary>
    public static string Of(IRunEvent happened) => happened switch
    {
        RunEvents.RunSubmitted submitted => $"run {submitted.Run} begins, results go to {submitted.OutputDirectory}",
        RunEvents.RunExtended extended => $"the run is taken further: {extended.Spec.Optimisation.Epochs} epochs, {extended.Plan.Folds.Length} folds",
        RunEvents.UnitAssigned assigned => $"{assigned.Unit} goes to {assigned.Node}, attempt {assigned.Attempt}",
        RunEvents.EpochCompleted epoch => string.Create(
            CultureInfo.InvariantCulture,
            $"{epoch.Unit}: epoch {epoch.Report.Epoch} done; validation loss {epoch.Report.ValidationLoss:0.0000}{BalancedAccuracy(epoch.Report)}"),
        RunEvents.UnitCompleted completed => $"{completed.Outcome.Unit} done after {completed.Outcome.EpochsTrained} epochs; best: {string.Join(", ", completed.Outcome.Best.Select(best => $"epoch {best.Epoch} by {best.Selection.Term()}"))}",
        RunEvents.UnitFailed failed => $"{failed.Unit} failed: {failed.Reason}",
        RunEvents.UnitDeclined declined => $"{declined.Unit} was declined: {declined.Reason}",
        RunEvents.FoldMerged merged => $"fold {merged.Summary.Fold} merged",
        RunEvents.RunCompleted => "the run is complete",
        RunEvents.RunFailed failed => $"the run stopped: {failed.Reason}",
        RunEvents.RunCancelled => "the run was stopped by a person",
        RunEvents.RunPaused => "the run waits until it is resumed",
        RunEvents.RunResumed => "the run goes on",
        _ => happened.GetType().Name,
    };

    // An autoencoder has none.
    private static string BalancedAccuracy(EpochReport report) => double.IsNaN(report.ValidationBalancedAccuracy)
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $", balanced accuracy {report.ValidationBalancedAccuracy:0.000}");
}
