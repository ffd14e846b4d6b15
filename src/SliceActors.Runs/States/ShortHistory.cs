using System.Collections.Immutable;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using static SliceActors.Runs.Events.RunEvents;

namespace SliceActors.Runs.States;

/// <summary>
/// A history that leads to a state: what a run takes along from one journal to another. It leaves out what no longer matters, such as assignments that were
/// overtaken and nodes that were set aside; the checkpoint before the newest one it names also where it is gone, which trainers look at anyway.
/// </summary>
public static class ShortHistory
{
    /// <summary>The events.</summary>
    /// <param name="state">The state of a submitted run.</param>
    /// <exception cref="InvalidOperationException">The run was never submitted.</exception>
    public static ImmutableArray<IRunEvent> Of(RunState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var submitted = state.Submission ?? throw new InvalidOperationException("The run was never submitted.");
        var units = state.Units.Values;
        var areWaitingAgain = units.Any(unit => unit.Phase == UnitPhase.Waiting && unit.Attempt != Attempt.None);
        return
        [
            submitted,
            .. units.SelectMany(Trained),
            .. areWaitingAgain ? [new RunResumed(RetryFailed: false)] : Array.Empty<IRunEvent>(),
            .. units.SelectMany(unit => Standing(unit, areWaitingAgain)),
            .. state.MergedFolds.Values.Select(fold => new FoldMerged(fold)),
            .. Ended(state),
        ];
    }

    private static IEnumerable<IRunEvent> Trained(UnitState unit) =>
    [
        .. unit.History.Select(report => unit.Checkpoints.FirstOrDefault(known => known.Epoch == report.Epoch) is { } saved
            ? new EpochCompleted(unit.Unit.Id, saved.Attempt, report with { Checkpoint = saved.Digest })
            : new EpochCompleted(unit.Unit.Id, unit.Attempt, report)),
        .. unit.Attempt == Attempt.None ? [] : new[] { new UnitAssigned(unit.Unit.Id, unit.Attempt, unit.Node ?? string.Empty) },
    ];

    private static IEnumerable<IRunEvent> Standing(UnitState unit, bool wasSentBack) => unit.Phase switch
    {
        UnitPhase.Running when wasSentBack => [new UnitAssigned(unit.Unit.Id, unit.Attempt, unit.Node ?? string.Empty)],
        UnitPhase.Completed => [new UnitCompleted(unit.Attempt, unit.Outcome!)],
        UnitPhase.Failed => [new UnitFailed(unit.Unit.Id, unit.Attempt, unit.FailureReason ?? string.Empty, unit.FailureCause)],
        _ => [],
    };

    private static IEnumerable<IRunEvent> Ended(RunState state) => state.Phase switch
    {
        RunPhase.Cancelled => [new RunCancelled()],
        RunPhase.Paused => [new RunPaused()],
        RunPhase.Failed => [state.Failure!],
        RunPhase.Completed or RunPhase.CompletedWithFailedUnits => [new RunCompleted(state.FailedUnits)],
        _ => [],
    };
}
