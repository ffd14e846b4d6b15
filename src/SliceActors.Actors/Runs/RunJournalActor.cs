using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using SliceActors.Actors.Registry;
using SliceActors.Actors.Supervision;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Plans;
using SliceActors.Runs.States;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Runs;

/// <summary>The journal of a run: recovers its state, and stores the events of a decision before anybody is answered.</summary>
internal abstract class RunJournalActor : JournaledActor
{
    // A transaction of so many events takes some milliseconds longer than one of a single event, which nobody who waits for it notices.
    private const int MostEventsAtOnce = 200;

    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Queue<Func<RunState, Booking?>> gathered = [];
    private UnitNames? names;

    /// <param name="place">The run, and where its events are.</param>
    /// <param name="tree">Its folder, wherever it lies now.</param>
    protected RunJournalActor(RunPlace place, ResultTree tree)
    {
        (Run, Tree, Stay, PersistenceId) = (place.Run, tree, place.Stay, place.PersistenceId);
        Recover<IRunEvent>(Apply);
        Command<StoreGathered>(_ => Book());
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
        if (IsToBeStored(decision))
        {
            Store(decision.Events, answer);
        }
    }

    /// <summary>
    /// Decides when everything that has arrived by now was looked at, and stores all that was gathered until then in one transaction: a disk that is flushed for
    /// each event alone takes a hundred a second. What else is decided meanwhile comes first, as if this had arrived later.
    /// </summary>
    /// <param name="decide">Is given the state with everything that is stored before; null when there is nothing to store.</param>
    protected void Gather(Func<RunState, Booking?> decide)
    {
        gathered.Enqueue(decide);
        if (gathered.Count == 1)
        {
            Self.Tell(new StoreGathered());
        }
    }

    /// <summary>Whether a report is too old to count; its trainer is told so.</summary>
    protected bool IsDropped(Decision<IRunEvent> decision, UnitAttempt unit, IActorRef trainer)
    {
        var dropped = Drop(decision, unit, State, trainer);
        dropped?.Answer();
        return dropped is not null;
    }

    /// <summary>What is done with a report that is too old to count: its trainer is told so, once that is stored which makes it too old.</summary>
    /// <returns>Null when it counts.</returns>
    protected Booking? Drop(Decision<IRunEvent> decision, UnitAttempt unit, RunState state, IActorRef trainer)
    {
        if (decision.Kind is not (DecisionKind.Stale or DecisionKind.Refused))
        {
            return null;
        }

        DroppedReports++;
        log.Info("Run {0}: dropped a report of {1}, attempt {2}: {3}", Run, unit.Unit, unit.Attempt, decision.Reason);
        var isLeftOver = state.Units.TryGetValue(unit.Unit, out var known) && known.Phase == UnitPhase.Completed && known.Attempt != unit.Attempt;
        return new Booking(null, () => trainer.Tell(new UnitSettled(unit, isLeftOver)));
    }

    private void Book()
    {
        var (ahead, events, answers) = (State, ImmutableArray.CreateBuilder<IRunEvent>(), new List<Action>());
        while (events.Count < MostEventsAtOnce && gathered.TryDequeue(out var decide))
        {
            if (decide(ahead) is not { } booking)
            {
                continue;
            }

            if (booking.Decision is { } decision)
            {
                if (!IsToBeStored(decision))
                {
                    continue;
                }

                ahead = decision.Events.Aggregate(ahead, (state, happened) => state.Apply(happened));
                events.AddRange(decision.Events);
            }

            answers.Add(booking.Answer);
        }

        if (gathered.Count > 0)
        {
            Self.Tell(new StoreGathered());
        }

        Store(events.ToImmutable(), () => answers.ForEach(answer => answer()));
    }

    private bool IsToBeStored(Decision<IRunEvent> decision)
    {
        if (decision.Kind is not (DecisionKind.Refused or DecisionKind.Stale or DecisionKind.Early))
        {
            return true;
        }

        log.Info("Run {0}: {1}", Run, decision.Reason);
        return false;
    }

    private void Store(ImmutableArray<IRunEvent> events, Action answer)
    {
        if (events.IsEmpty)
        {
            answer();
            return;
        }

        var remaining = events.Length;
        PersistAll(events, happened =>
        {
            Apply(happened);
            if (log.IsInfoEnabled)
            {
                log.Info("{0}", EventWords.Of(happened, names ??= new UnitNames(State.Submission!.Plan.Variations)));
            }

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

    private void Apply(IRunEvent happened) => State = State.Apply(happened).LyingIn(Tree.Root);

    /// <summary>A decision, if there is one, and what is done when its events are stored.</summary>
    protected sealed record Booking(Decision<IRunEvent>? Decision, Action Answer);

    private sealed record StoreGathered;
}
