using System.Globalization;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Events;

/// <summary>Says what happened to a run.</summary>
public static class EventWords
{
    /// <summary>One line, without a full stop.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="names">What the folds and networks of the run are called.</param>
    public static string Of(IRunEvent happened, UnitNames names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return UnitOf(happened) is { } unit ? $"{names.Of(unit)}: {Said(happened, names)}" : Said(happened, names);
    }

    /// <summary>The unit that an event is about; null when it is about the run.</summary>
    public static UnitId? UnitOf(IRunEvent happened) => happened switch
    {
        RunEvents.UnitAssigned assigned => assigned.Unit,
        RunEvents.EpochCompleted epoch => epoch.Unit,
        RunEvents.EpochSaved saved => saved.Unit,
        RunEvents.UnitCompleted completed => completed.Outcome.Unit,
        RunEvents.UnitFailed failed => failed.Unit,
        RunEvents.UnitDeclined declined => declined.Unit,
        _ => null,
    };

    /// <summary>Whether an event is one of the many that tell of epochs.</summary>
    public static bool IsOfEpoch(IRunEvent happened) => happened is RunEvents.EpochCompleted or RunEvents.EpochSaved;

    /// <summary>What happened to the unit, or to the run: one line, without a full stop.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="names">What the folds of the run are called.</param>
    public static string Said(IRunEvent happened, UnitNames names) => happened switch
    {
        RunEvents.RunSubmitted submitted => $"run {submitted.Run} begins, results go to {submitted.OutputDirectory}",
        RunEvents.RunExtended extended => $"the run is taken further: {extended.Spec.Optimisation.Epochs} epochs, {extended.Plan.Folds.Length} folds",
        RunEvents.UnitAssigned assigned => $"goes to {assigned.Node}, attempt {assigned.Attempt}",
        RunEvents.EpochCompleted epoch => string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {epoch.Report.Epoch} done; validation loss {epoch.Report.ValidationLoss:0.0000}{BalancedAccuracy(epoch.Report)}"),
        RunEvents.EpochSaved saved => $"epoch {saved.Epoch} repeated and saved",
        RunEvents.UnitCompleted completed => $"done after {completed.Outcome.EpochsTrained} epochs; best: {string.Join(", ", completed.Outcome.Best.Select(best => $"epoch {best.Epoch} by {best.Selection.Term()}"))}",
        RunEvents.UnitFailed failed => $"failed: {failed.Reason}",
        RunEvents.UnitDeclined declined => $"was declined: {declined.Reason}",
        RunEvents.FoldMerged merged => $"{names.Of(merged.Summary.Fold)} merged",
        RunEvents.RunCompleted completed => completed.FailedUnits == 0 ? "the run is complete" : $"the run is complete; networks that failed: {completed.FailedUnits}",
        RunEvents.RunFailed failed => $"the run stopped: {failed.Reason}",
        RunEvents.RunCancelled => "the run was stopped by a person",
        RunEvents.RunPaused => "the run waits until it is resumed",
        RunEvents.RunResumed resumed => resumed.RetryFailed ? "the run goes on; networks that failed are tried again" : "the run goes on",
        RunEvents.HistoryTakenOver taken => $"{taken.Events.Length} events were taken over",
        _ => happened.GetType().Name,
    };

    // An autoencoder has none.
    private static string BalancedAccuracy(EpochReport report) => double.IsNaN(report.ValidationBalancedAccuracy)
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $", balanced accuracy {report.ValidationBalancedAccuracy:0.000}");
}
