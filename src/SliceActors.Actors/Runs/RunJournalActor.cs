using Akka.Actor;
using Akka.Event;
using SliceActors.Actors.Registry;
using SliceActors.Actors.Supervision;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.States;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Runs;

/// <summary>The journal of a run: recovers its state, and stores the events of a decision before anybody is answered.</summary>
internal abstract class RunJournalActor : JournaledActor
{
    private readonly ILoggingAdapter log = Context.GetLogger();

    /// <param name="place">The run, and where its events are.</param>
    /// <param name="tree">Its folder, wherever it lies now.</param>
    protected RunJournalActor(RunPlace place, ResultTree tree)
    {
        (Run, Tree, Stay, PersistenceId) = (place.Run, tree, place.Stay, place.PersistenceId);
        Recover<IRunEvent>(Apply);
    }

    public sealed override string PersistenceId { get; }

    protected RunId Run { get; }

    protected ResultTree Tree { get; }

    protected string? Stay { get; }

    protected RunState State { get; private set; } = RunState.Empty;

    /// <summary>Reports of older attempts that were dropped since this actor started.</summary>
    protected int DroppedReports { get; private set; }

    protected sealed override void SayTrouble(Exception cause)
    {
        log.Warning(cause, "The journal of run {0} failed.", Run);
        Context.Parent.Tell(new SupervisorTroubled(Run, JournalWords.Of(Tree.Journal, cause), TroubleKind.Storage));
    }

    /// <summary>The journal says that the run is over, stopped or failed.</summary>
    protected abstract void End();

    /// <summary>Stores the events of a decision and then, and only then, answers.</summary>
    protected void Store(Decision<IRunEvent> decision, Action answer)
    {
        if (decision.Kind is DecisionKind.Refused or DecisionKind.Stale or DecisionKind.Early)
        {
            log.Info("Run {0}: {1}", Run, decision.Reason);
            return;
        }

        if (decision.Events.IsEmpty)
        {
            answer();
            return;
        }

        var remaining = decision.Events.Length;
        PersistAll(decision.Events, happened =>
        {
            Apply(happened);
            log.Info("{0}", EventWords.Of(happened));
            if (--remaining == 0)
            {
                answer();
                if (State.IsOver)
                {
                    End();
                }
            }
        });
    }

    /// <summary>Whether a report is too old to count; its trainer is told so.</summary>
    protected bool IsDropped(Decision<IRunEvent> decision, UnitAttempt unit)
    {
        if (decision.Kind is not (DecisionKind.Stale or DecisionKind.Refused))
        {
            return false;
        }

        DroppedReports++;
        log.Info("Run {0}: dropped a report of {1}, attempt {2}: {3}", Run, unit.Unit, unit.Attempt, decision.Reason);
        var isLeftOver = State.Units.TryGetValue(unit.Unit, out var known) && known.Phase == UnitPhase.Completed && known.Attempt != unit.Attempt;
        Sender.Tell(new UnitSettled(unit, isLeftOver));
        return true;
    }

    private void Apply(IRunEvent happened) => State = State.Apply(happened).LyingIn(Tree.Root);
}
