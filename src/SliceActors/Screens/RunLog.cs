using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;

namespace SliceActors.Screens;

/// <summary>Tells what happened in a run, event after event: at which node it was, and that an attempt was lost, only the events before it say.</summary>
internal sealed class RunLog
{
    private readonly Dictionary<UnitId, RunEvents.UnitAssigned> inHand = [];
    private UnitNames names = UnitNames.WithoutPlan;

    /// <summary>The line of the next event.</summary>
    public LogLine Next(DatedEvent dated)
    {
        var (happened, unit, attempt) = (dated.Happened, EventWords.UnitOf(dated.Happened), AttemptOf(dated.Happened));
        var before = unit is { } known ? inHand.GetValueOrDefault(known) : null;
        if (happened is RunEvents.RunSubmitted submitted)
        {
            names = new UnitNames(submitted.Plan.Variations);
        }

        var words = EventWords.Said(happened, names);
        switch (happened)
        {
            case RunEvents.UnitAssigned assigned:
                // Its node stands in a column of its own.
                words = $"attempt {assigned.Attempt} begins{(before is not null && before.Attempt.CompareTo(assigned.Attempt) < 0 ? $"; attempt {before.Attempt} at {before.Node} was lost" : string.Empty)}";
                inHand[assigned.Unit] = before = assigned;
                break;
            case RunEvents.UnitCompleted or RunEvents.UnitFailed or RunEvents.UnitDeclined:
                inHand.Remove(unit!.Value);
                break;
            case RunEvents.RunResumed:
                // Its networks wait again: what was in training was interrupted, not lost.
                inHand.Clear();
                break;
        }

        return new LogLine(dated, unit, before?.Attempt == attempt && before?.Node is { Length: > 0 } node ? node : null, attempt, words, unit is { } network ? names.Of(network) : null);
    }

    /// <summary>Whether nothing follows an event unless a person resumes the run.</summary>
    public static bool IsEnd(IRunEvent happened) => happened is RunEvents.RunCompleted or RunEvents.RunFailed or RunEvents.RunCancelled;

    private static Attempt? AttemptOf(IRunEvent happened) => happened switch
    {
        RunEvents.UnitAssigned assigned => assigned.Attempt,
        RunEvents.EpochCompleted epoch => epoch.Attempt,
        RunEvents.EpochSaved saved => saved.Attempt,
        RunEvents.UnitCompleted completed => completed.Attempt,
        RunEvents.UnitFailed failed => failed.Attempt,
        RunEvents.UnitDeclined declined => declined.Attempt,
        _ => null,
    };
}
