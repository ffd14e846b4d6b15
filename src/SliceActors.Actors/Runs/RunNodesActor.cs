using Akka.Actor;
using SliceActors.Actors.Registry;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.States;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Runs;

/// <summary>A run and its nodes: gives units to the slots that it is granted, says again what may be lost, and waits for nodes that are only away.</summary>
internal abstract class RunNodesActor : RunJournalActor, IWithTimers
{
    private static readonly TimeSpan RemindAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskNodesAgainAfter = TimeSpan.FromMinutes(5);

    private readonly Assignments assignments = new();
    private readonly Patience patience;
    private string? study;
    private bool awaitsNodes;

    /// <param name="place">The run, and where its events are.</param>
    /// <param name="tree">Its folder, wherever it lies now.</param>
    /// <param name="aggregatorProps">Makes the vote aggregator of a fold.</param>
    /// <param name="patience">How long it waits for nodes.</param>
    protected RunNodesActor(RunPlace place, ResultTree tree, Func<RunEvents.RunSubmitted, FoldIndex, Props> aggregatorProps, Patience patience)
        : base(place, tree)
    {
        this.patience = patience;
        Wishes = new SlotWishes(Context.Parent, Self, Run, assignments);
        Results = new RunResults(Context, Run, tree, Stay, assignments, aggregatorProps);
        Stopping = new Stopping(Run, Self);
        Command<NodeBegan>(Meet);
        Command<NodeLost>(Lose);
        Command<StopAwaiting>(StopWaiting);
        Command<SlotGranted>(UseSlot);
        Command<SlotTaken>(taken => Release(taken.Unit, isUnused: true));
        Command<UnitStopped>(stopped => Release(stopped.Unit));
        Command<UnitsStopped>(_ => Stopping.Note(Sender));
        Command<AskAgain>(again =>
        {
            Wishes.AskAgain(again.Node);
            Wishes.Say(State);
        });
        Command<Remind>(_ => SayAgain());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>What it asks of the broker of slots.</summary>
    protected SlotWishes Wishes { get; }

    /// <summary>What it has nodes write.</summary>
    protected RunResults Results { get; }

    /// <summary>How it is stopped on its nodes.</summary>
    protected Stopping Stopping { get; }

    /// <summary>The agents of its nodes.</summary>
    protected IReadOnlyCollection<IActorRef> Agents => assignments.Agents;

    /// <summary>Whether nodes have units in hand that a run which is told to go on leaves to them.</summary>
    protected bool IsInHand => assignments.Any || (patience.AlsoOnResume && assignments.IsAwaiting);

    /// <summary>Whether a node that could train may be only away.</summary>
    protected bool IsAwaiting => awaitsNodes || assignments.IsAwaiting;

    protected override void PreStart() => Timers.StartPeriodicTimer("remind", new Remind(), RemindAfter);

    protected override void OnReplaySuccess()
    {
        awaitsNodes = State.Submission is not null;
        assignments.Await(State);
        Timers.StartSingleTimer("awaited", new StopAwaiting(null), patience.AfterStart);
        Context.Parent.Tell(new SupervisorBegan(Run));
        foreach (var node in State.SetAside.Keys)
        {
            AskAgainLater(node);
        }
    }

    /// <summary>Nothing is in anybody's hands, and nobody is waited for: the run goes on from its journal, perhaps with another study.</summary>
    protected void TakeBack()
    {
        study = null;
        awaitsNodes = false;
        assignments.ReleaseAll();
        Results.Forget();
        Stopping.GiveUp();
    }

    /// <summary>A unit is in nobody's hands any more, if it was this attempt that held it.</summary>
    protected void Release(UnitAttempt unit, bool isUnused = false)
    {
        if (assignments.Release(unit) is { } slot && isUnused)
        {
            Wishes.Return(slot);
        }

        Wishes.Say(State);
    }

    /// <summary>A node that cannot train is tried again after a while.</summary>
    protected void AskAgainLater(string node) => Timers.StartSingleTimer(node, new AskAgain(node), AskNodesAgainAfter);

    private void Meet(NodeBegan began)
    {
        foreach (var gone in assignments.Before(began.Node))
        {
            Part(gone);
            GiveUp(gone);
        }

        var before = assignments.Nodes.GetValueOrDefault(began.Node);
        if (before is not null && !before.Equals(Sender))
        {
            Stopping.Note(before);
        }

        Wishes.Note(began.Node, began.Numerics);
        assignments.Note(began, Sender);
        if (began.IsNew || !Sender.Equals(before))
        {
            Results.Include(State, began.Node);
        }

        if (State.Phase == RunPhase.Running)
        {
            // A node that has it, or had it, does not begin it again. What the journal does not know yet is sent when it does.
            foreach (var (unit, slot) in assignments.Unnamed(Run, began).Where(placed => State.Units[placed.Unit.Unit].IsInTraining(placed.Unit.Attempt)))
            {
                Send(unit, slot, Sender);
            }
        }

        Wishes.Say(State);
    }

    private void Lose(NodeLost lost)
    {
        Part(lost.Node);
        Timers.StartSingleTimer($"lost {lost.Node}", new StopAwaiting(lost.Node), patience.AfterLoss);
    }

    private void Part(string node)
    {
        if (assignments.Lose(node) is { } agent)
        {
            Stopping.Note(agent);
        }
    }

    private void StopWaiting(StopAwaiting stop)
    {
        if (stop.Node is { } lost)
        {
            GiveUp(lost);
        }
        else
        {
            awaitsNodes = false;
            assignments.StopAwaiting();
        }

        Wishes.Say(State);
    }

    private void GiveUp(string node)
    {
        assignments.StopAwaiting(node);
        Results.GiveUp(State, node);
    }

    private void UseSlot(SlotGranted slot)
    {
        if (assignments.Waiting(State).FirstOrDefault() is not { } waiting || Wishes.IsAvoided(State, slot.Node))
        {
            Wishes.Return(slot);
            Wishes.Say(State);
            return;
        }

        var (agent, id) = (Sender, waiting.Unit.Id);
        var assignment = new UnitAttempt(Run, id, waiting.Attempt.Next());
        assignments.Place(assignment, slot, agent);
        Gather(state =>
        {
            var decision = state.Decide(new RunCommands.AssignUnit(id, slot.Node));
            if (decision.Events is [RunEvents.UnitAssigned assigned] && assigned.Attempt == assignment.Attempt)
            {
                return new Booking(decision, () => Begin(assignment, slot, agent));
            }

            // The run was stopped, or went on in another way, in this moment.
            DoWithout(assignment, slot);
            return null;
        });
    }

    private void Begin(UnitAttempt unit, SlotGranted slot, IActorRef agent)
    {
        if (assignments.Holds(unit, slot))
        {
            Send(unit, slot.Slot, agent);
        }
        else
        {
            // Its node is gone, or began anew.
            DoWithout(unit, slot);
        }
    }

    private void DoWithout(UnitAttempt unit, SlotGranted slot)
    {
        if (assignments.Holds(unit, slot))
        {
            assignments.Release(unit);
        }

        Wishes.Return(slot);
        Wishes.Say(State);
    }

    private void Send(UnitAttempt unit, int slot, IActorRef agent)
    {
        study ??= State.Submission!.Spec.Digest();
        agent.Tell(new TrainUnit(unit, slot, study, Tree.Root, State.Units[unit.Unit].Checkpoints));
    }

    private void SayAgain()
    {
        Stopping.Remind();
        Results.Remind(State);
        if (assignments.Any)
        {
            Context.Parent.Tell(new GetInHand(Run, assignments.Busy));
        }
    }

    private sealed record Remind;

    private sealed record AskAgain(string Node);

    private sealed record StopAwaiting(string? Node);
}
