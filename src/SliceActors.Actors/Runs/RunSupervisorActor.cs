using Akka.Actor;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Queries;
using SliceActors.Runs.States;
using static SliceActors.Actors.Messages.FoldMessages;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.ResultMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Runs;

/// <summary>One per run: the only writer of the run's journal. Hands units to the slots that it is granted, books their reports, lets each fold be merged.</summary>
internal sealed class RunSupervisorActor : RunJournalActor, IWithTimers
{
    private static readonly TimeSpan RemindAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskNodesAgainAfter = TimeSpan.FromMinutes(5);

    private readonly Assignments assignments = new();
    private readonly Patience patience;
    private readonly SlotWishes wishes;
    private readonly RunResults results;
    private readonly Stopping stopping;
    private readonly Dictionary<UnitId, (int Batch, int Batches)> batches = [];
    private string? study;
    private bool awaitsNodes;

    public RunSupervisorActor(RunId run, ResultTree tree, Func<RunEvents.RunSubmitted, FoldIndex, Props> aggregatorProps, Patience patience)
        : base(run, tree)
    {
        this.patience = patience;
        wishes = new SlotWishes(Context.Parent, Self, run, assignments);
        results = new RunResults(Context, run, tree, assignments, aggregatorProps);
        stopping = new Stopping(run, Self);
        Command<OpenRun>(submit => Answer(submit.Submission, Sender));
        Command<GoOnWithRun>(Resume);
        Command<StopRun>(Cancel);
        Command<GetRun>(_ => Sender.Tell(State.Submission is null ? UnknownRun() : new RunStands(RunViews.Of(State, batches, DroppedReports))));
        CommandNodes();
        CommandReports();
        CommandVotes();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="run">Id of the run.</param>
    /// <param name="tree">Its folder, wherever it lies now.</param>
    /// <param name="aggregatorProps">Makes the vote aggregator of a fold.</param>
    /// <param name="patience">How long it waits for nodes.</param>
    public static Props Props(RunId run, ResultTree tree, Func<RunEvents.RunSubmitted, FoldIndex, Props> aggregatorProps, Patience patience) =>
        Akka.Actor.Props.Create(() => new RunSupervisorActor(run, tree, aggregatorProps, patience));

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

        // Not whether the run has ended: a wish that is on its way may take it up again.
        GoOn();
    }

    private void CommandNodes()
    {
        Command<NodeBegan>(Meet);
        Command<NodeLost>(lost =>
        {
            if (assignments.Lose(lost.Node) is { } agent)
            {
                stopping.Note(agent);
            }

            Timers.StartSingleTimer($"lost {lost.Node}", new StopAwaiting(lost.Node), patience.AfterLoss);
        });
        Command<StopAwaiting>(stop =>
        {
            awaitsNodes &= stop.Node is not null;
            assignments.StopAwaiting(stop.Node);
            if (stop.Node is { } lost)
            {
                results.GiveUp(State, lost);
            }

            wishes.Say(State);
        });
        Command<SlotGranted>(UseSlot);
        Command<SlotTaken>(taken => Release(taken.Unit, isUnused: true));
        Command<NoNodeLeft>(_ => FailWithoutNodes());
        Command<AskAgain>(again =>
        {
            wishes.AskAgain(again.Node);
            wishes.Say(State);
        });
        Command<UnitsStopped>(_ => stopping.Note(Sender));
        Command<Remind>(_ =>
        {
            stopping.Remind();
            results.Remind(State);
            if (assignments.Any)
            {
                Context.Parent.Tell(new GetInHand(Run, assignments.Busy));
            }
        });
    }

    private void CommandReports()
    {
        Command<BatchFinished>(NoteBatch);
        Command<EpochFinished>(BookEpoch);
        Command<UnitFinished>(finished => Settle(finished.Unit, new RunCommands.CompleteUnit(finished.Unit.Attempt, finished.Outcome)));
        Command<UnitBroken>(broken => Settle(broken.Unit, new RunCommands.FailUnit(broken.Unit.Unit, broken.Unit.Attempt, broken.Reason)));
        Command<UnitDeclined>(BookDecline);
        Command<UnitStopped>(stopped => Release(stopped.Unit));
    }

    private void CommandVotes()
    {
        Command<UnitsPublished>(published => results.Published(State, published.Units));
        Command<VoteDone>(done =>
        {
            if (results.Merged(State, done.Summary))
            {
                BookFold(done.Summary);
            }
        });
        Command<SummaryWritten>(written =>
        {
            if (results.Summed(State, written) is { } last)
            {
                BookFold(last);
            }
        });
        Command<VoteBroken>(broken => TryAnotherNode(broken.Trouble));
        Command<WritingBroken>(TryAnotherNode);
        Command<Terminated>(terminated =>
        {
            if (results.Lose(terminated.ActorRef) is { } fold)
            {
                Fail($"The journal of fold {fold} in {Tree.Journal} cannot be written or read.", TroubleKind.Storage);
            }
        });
    }

    private void Meet(NodeBegan began)
    {
        var before = assignments.Nodes.GetValueOrDefault(began.Node);
        if (before is not null && !before.Equals(Sender))
        {
            stopping.Note(before);
        }

        assignments.Note(began, Sender);
        if (began.IsNew || !Sender.Equals(before))
        {
            results.Include(State, began.Node);
        }

        if (State.Phase == RunPhase.Running)
        {
            // A node that has it, or had it, does not begin it again.
            foreach (var (unit, slot) in assignments.Unnamed(Run, began))
            {
                Send(unit, slot, Sender);
            }
        }

        wishes.Say(State);
    }

    /// <summary>Does what the state asks for: what is settled is published and merged, what waits gets slots.</summary>
    private void GoOn()
    {
        if (State.Phase == RunPhase.Running)
        {
            results.GoOn(State);
        }

        wishes.Say(State);
    }

    private void Answer(IRunCommand command, IActorRef requester)
    {
        var decision = State.Decide(command);
        if (decision.Kind == DecisionKind.Refused)
        {
            requester.Tell(new Refused(decision.Reason));
            return;
        }

        Store(decision, () =>
        {
            requester.Tell(new RunAccepted(Run, decision.Kind == DecisionKind.Repeated));
            GoOn();
        });
    }

    private void Resume(GoOnWithRun resume)
    {
        if (State.Submission is null)
        {
            Answer(resume.Submission, Sender);
            return;
        }

        var goesOnAsItIs = !(resume.RetryFailed && State.FailedUnits > 0) && resume.Submission.Spec.Digest() == State.Submission.Spec.Digest();
        var isInHand = assignments.Any || (patience.AlsoOnResume && assignments.IsAwaiting);
        if (State.Phase == RunPhase.Running && isInHand && goesOnAsItIs)
        {
            Sender.Tell(new RunAccepted(Run, Known: true));
            return;
        }

        var (requester, wish) = (Sender, resume.Submission);
        var extension = State.Decide(new RunCommands.ExtendRun(wish.Spec, wish.Plan, wish.ImageDigests));
        if (extension.Kind == DecisionKind.Refused)
        {
            requester.Tell(new Refused(extension.Reason));
            return;
        }

        Store(extension, () =>
        {
            study = null;
            awaitsNodes = false;
            assignments.ReleaseAll();
            results.Forget();
            stopping.GiveUp();
            batches.Clear();
            Answer(new RunCommands.ResumeRun(resume.RetryFailed), requester);
        });
    }

    private void Cancel(StopRun cancel)
    {
        var requester = Sender;
        var decision = State.Decide(new RunCommands.CancelRun());
        if (decision.Kind == DecisionKind.Refused)
        {
            requester.Tell(new Refused(decision.Reason));
            return;
        }

        Store(decision, () =>
        {
            wishes.Say(State);
            stopping.Begin(assignments.Agents, requester);
        });
    }

    private void UseSlot(SlotGranted slot)
    {
        if (assignments.Waiting(State).FirstOrDefault() is not { } waiting || wishes.IsAvoided(State, slot.Node))
        {
            wishes.Return(slot.Node, slot.Slot);
            wishes.Say(State);
            return;
        }

        var (agent, id) = (Sender, waiting.Unit.Id);
        var decision = State.Decide(new RunCommands.AssignUnit(id, slot.Node));
        var assignment = new UnitAttempt(Run, id, decision.Events.OfType<RunEvents.UnitAssigned>().Single().Attempt);
        assignments.Place(assignment, slot, agent);
        Store(decision, () => Send(assignment, slot.Slot, agent));
    }

    private void Send(UnitAttempt unit, int slot, IActorRef agent)
    {
        study ??= State.Submission!.Spec.Digest();
        agent.Tell(new TrainUnit(unit, slot, study, Tree.Root, State.Units[unit.Unit].Checkpoints));
    }

    private void Release(UnitAttempt unit, bool isUnused = false)
    {
        if (assignments.Release(unit) is var (node, slot) && isUnused)
        {
            wishes.Return(node, slot);
        }

        wishes.Say(State);
    }

    private void NoteBatch(BatchFinished finished)
    {
        // A late sign of an older attempt says nothing of the present one.
        if (State.Units.TryGetValue(finished.Unit.Unit, out var unit) && unit.Phase == UnitPhase.Running && unit.Attempt == finished.Unit.Attempt)
        {
            batches[finished.Unit.Unit] = (finished.Batch, finished.Batches);
        }
    }

    private void BookEpoch(EpochFinished finished)
    {
        var trainer = Sender;
        var decision = State.Decide(new RunCommands.ReportEpoch(finished.Unit.Unit, finished.Unit.Attempt, finished.Report));
        if (!IsDropped(decision, finished.Unit))
        {
            Store(decision, () => trainer.Tell(new EpochRecorded(finished.Unit, finished.Report.Epoch)));
        }
    }

    private void Settle(UnitAttempt unit, IRunCommand command)
    {
        var (trainer, decision) = (Sender, State.Decide(command));
        if (IsDropped(decision, unit))
        {
            return;
        }

        Store(decision, () =>
        {
            batches.Remove(unit.Unit);
            trainer.Tell(new UnitSettled(unit, IsLeftOver: false));
            Release(unit);
            if (decision.Kind == DecisionKind.Accepted)
            {
                results.Settled(State.Units[unit.Unit]);
            }
        });
    }

    private void BookDecline(UnitDeclined declined)
    {
        var (trainer, unit) = (Sender, declined.Unit);
        var decision = State.Decide(new RunCommands.DeclineUnit(unit.Unit, unit.Attempt, declined.Reason, declined.Cause));
        if (IsDropped(decision, unit))
        {
            return;
        }

        var node = State.Units[unit.Unit].Node!;
        wishes.Avoid(node);
        Store(decision, () =>
        {
            batches.Remove(unit.Unit);
            trainer.Tell(new UnitSettled(unit, IsLeftOver: false));
            AskAgainLater(node);
            Release(unit);
        });
    }

    private void AskAgainLater(string node) => Timers.StartSingleTimer(node, new AskAgain(node), AskNodesAgainAfter);

    private void FailWithoutNodes()
    {
        // The word may be older than a resume, or than the return of a node that could train; it is said again with every hello.
        if (State.SetAside.IsEmpty || awaitsNodes || assignments.IsAwaiting)
        {
            return;
        }

        var declined = State.SetAside.Values.ToList();
        Fail(
            declined.Count == 1 ? declined[0].Reason : $"No node can train this run. {string.Join(" ", State.SetAside.Select(node => $"{node.Key}: {node.Value.Reason}"))}",
            declined[0].Cause);
    }

    private void BookFold(FoldSummary fold)
    {
        var decision = State.Decide(new RunCommands.ReportFoldMerged(fold));
        Store(decision, () => { });
        results.Booked(State, fold.Fold, decision.Kind == DecisionKind.Stale);
    }

    private void TryAnotherNode(WritingBroken broken)
    {
        if (!results.TryAnotherNode(State, broken))
        {
            Fail(broken.Reason, broken.Cause);
        }
    }

    private void Fail(string reason, TroubleKind cause) => Store(State.Decide(new RunCommands.FailRun(reason, cause)), () =>
    {
        wishes.Say(State);
        stopping.Begin(assignments.Agents);
    });

    private Refused UnknownRun() => new($"Run {Run} is not in this journal.");

    private sealed record Remind;

    private sealed record AskAgain(string Node);

    private sealed record StopAwaiting(string? Node);
}
