using Akka.Actor;
using SliceActors.Actors.Registry;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Queries;
using SliceActors.Runs.States;
using SliceActors.Wire;
using static SliceActors.Actors.Messages.FoldMessages;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.ClientMessages;
using static SliceActors.Runs.Messages.JournalMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.ResultMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Runs;

/// <summary>One per run: the only writer of the run's journal. Does what people wish, books what trainers report, lets each fold be merged.</summary>
internal sealed class RunSupervisorActor : RunNodesActor
{
    private readonly TakingOver takingOver = new();
    private readonly bool isOpen;
    private readonly Dictionary<UnitId, (int Batch, int Batches)> batches = [];

    public RunSupervisorActor(RunPlace place, ResultTree tree, Func<RunEvents.RunSubmitted, FoldIndex, Props> aggregatorProps, Patience patience)
        : base(place, tree, aggregatorProps, patience)
    {
        isOpen = place.IsOpen;
        Command<OpenRun>(submit => Answer(submit.Submission, Sender));
        Command<GoOnWithRun>(Resume);
        Command<TakeOverRun>(TakeOver);
        Command<StopRun>(_ => Stop(new RunCommands.CancelRun()));
        Command<HoldRun>(_ => Stop(new RunCommands.PauseRun()));
        Command<GetRun>(_ => Sender.Tell(MessageSize.Fitted(State.Submission is null ? UnknownRun() : new RunStands(RunViews.Of(State, batches, DroppedReports) with { ReportMissing = Results.ReportMissing }))));
        Command<NoNodeLeft>(_ => FailWithoutNodes());
        CommandReports();
        CommandVotes();
    }

    /// <param name="place">The run, and where its events are.</param>
    /// <param name="tree">Its folder, wherever it lies now.</param>
    /// <param name="aggregatorProps">Makes the vote aggregator of a fold.</param>
    /// <param name="patience">How long it waits for nodes.</param>
    public static Props Props(RunPlace place, ResultTree tree, Func<RunEvents.RunSubmitted, FoldIndex, Props> aggregatorProps, Patience patience) =>
        Akka.Actor.Props.Create(() => new RunSupervisorActor(place, tree, aggregatorProps, patience));

    /// <summary>Nobody has to work at the run any more, once its folder has its events.</summary>
    protected override void End()
    {
        if (!Results.HandBack(State))
        {
            Context.Parent.Tell(new RunEnded(Run, Stay));
        }
    }

    protected override void OnReplaySuccess()
    {
        base.OnReplaySuccess();

        // On one machine not whether the run has ended: a wish that is on its way may take it up again.
        if (isOpen && State.IsOver)
        {
            Results.HandBack(State);
        }

        GoOn();
    }

    private void CommandReports()
    {
        Command<BatchFinished>(NoteBatch);
        Command<EpochFinished>(BookEpoch);
        Command<UnitFinished>(finished => Settle(finished.Unit, new RunCommands.CompleteUnit(finished.Unit.Attempt, finished.Outcome)));
        Command<UnitBroken>(broken => Settle(broken.Unit, new RunCommands.FailUnit(broken.Unit.Unit, broken.Unit.Attempt, broken.Reason, broken.Cause)));
        Command<UnitDeclined>(BookDecline);
    }

    private void CommandVotes()
    {
        Command<UnitsPublished>(published => Results.Published(State, published.Units));
        Command<VoteDone>(done =>
        {
            if (Results.Merged(State, done.Summary))
            {
                BookFold(done.Summary);
            }
        });
        Command<SummaryWritten>(written =>
        {
            if (Results.Summed(State, written) is { } last)
            {
                BookFold(last);
            }
        });
        Command<VoteBroken>(broken => TryAnotherNode(broken.Trouble));
        Command<WritingBroken>(TryAnotherNode);
        Command<RunHandedBack>(back =>
        {
            if (Results.IsHandedBack(back))
            {
                Context.Parent.Tell(new RunEnded(Run, Stay));
            }
        });
        Command<Terminated>(terminated =>
        {
            if (Results.Lose(terminated.ActorRef) is { } fold)
            {
                Fail($"The journal of fold {fold} in {Tree.Journal} cannot be written or read.", TroubleKind.Storage);
            }
        });
    }

    /// <summary>Does what the state asks for: what is settled is published and merged, what waits gets slots.</summary>
    private void GoOn()
    {
        if (State.Phase == RunPhase.Running)
        {
            Results.GoOn(State);
        }

        Wishes.Say(State);
    }

    private void Answer(IRunCommand command, IActorRef requester) => Answer(State.Decide(command), requester);

    private void Answer(Decision<IRunEvent> decision, IActorRef requester)
    {
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
        if (State.Phase == RunPhase.Running && IsInHand && goesOnAsItIs)
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
            TakeBack();
            batches.Clear();
            Answer(new RunCommands.ResumeRun(resume.RetryFailed), requester);
        });
    }

    private void TakeOver(TakeOverRun take)
    {
        if (takingOver.Note(take.Part) is not { } history)
        {
            return;
        }

        if (State.IsOver)
        {
            Sender.Tell(new Refused(Results.HandBackTrouble is { } trouble
                ? $"Run {Run} is over or was stopped, but its folder cannot get its events back, which is tried again and again: {trouble}"
                : $"Run {Run} is over or was stopped, and its folder is about to get its events back: try again in a moment."));
        }
        else if (State.Phase == RunPhase.Paused)
        {
            TakeBack();
            Answer(new RunCommands.ResumeRun(take.RetryFailed), Sender);
        }
        else
        {
            Answer(State.Adopt(history, take.RetryFailed), Sender);
        }
    }

    private void Stop(IRunCommand command)
    {
        var requester = Sender;
        var decision = State.Decide(command);
        if (decision.Kind == DecisionKind.Refused)
        {
            requester.Tell(new Refused(decision.Reason));
            return;
        }

        Store(decision, () =>
        {
            Wishes.Say(State);
            Stopping.Begin(Agents, requester);
        });
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
        Gather(state =>
        {
            var decision = state.Decide(new RunCommands.ReportEpoch(finished.Unit.Unit, finished.Unit.Attempt, finished.Report));
            return Drop(decision, finished.Unit, state, trainer) ?? new Booking(decision, () => trainer.Tell(new EpochRecorded(finished.Unit, finished.Report.Epoch)));
        });
    }

    private void Settle(UnitAttempt unit, IRunCommand command)
    {
        var trainer = Sender;
        Gather(state =>
        {
            var decision = state.Decide(command);
            return Drop(decision, unit, state, trainer) ?? new Booking(decision, () => Settled(unit, trainer, isNew: decision.Kind == DecisionKind.Accepted));
        });
    }

    private void Settled(UnitAttempt unit, IActorRef trainer, bool isNew)
    {
        batches.Remove(unit.Unit);
        trainer.Tell(new UnitSettled(unit, IsLeftOver: false));
        Release(unit);
        if (isNew)
        {
            Results.Settled(State.Units[unit.Unit]);
        }
    }

    private void BookDecline(UnitDeclined declined)
    {
        var (trainer, unit) = (Sender, declined.Unit);
        var decision = State.Decide(new RunCommands.DeclineUnit(unit.Unit, unit.Attempt, declined.Reason, declined.Cause));
        if (IsDropped(decision, unit, trainer))
        {
            return;
        }

        var node = State.Units[unit.Unit].Node!;
        Wishes.Avoid(node);
        Store(decision, () =>
        {
            batches.Remove(unit.Unit);
            trainer.Tell(new UnitSettled(unit, IsLeftOver: false));
            AskAgainLater(node);
            Release(unit);
        });
    }

    private void FailWithoutNodes()
    {
        // The word may be older than a resume, or than the return of a node that could train; it is said again with every hello.
        if (State.SetAside.IsEmpty || IsAwaiting)
        {
            return;
        }

        var declined = State.SetAside.Values.ToList();
        Fail(
            declined.Count == 1 ? declined[0].Reason : Reasons.Cut($"No node can train this run. {string.Join(" ", State.SetAside.Select(node => $"{node.Key}: {node.Value.Reason}"))}"),
            declined[0].Cause);
    }

    private void BookFold(FoldSummary fold)
    {
        var decision = State.Decide(new RunCommands.ReportFoldMerged(fold));
        Store(decision, () => { });
        Results.Booked(State, fold.Fold, decision.Kind == DecisionKind.Stale);
    }

    private void TryAnotherNode(WritingBroken broken)
    {
        if (State.Phase != RunPhase.Running)
        {
            Results.NotHandedBack(broken);
            return;
        }

        if (!Results.TryAnotherNode(State, broken))
        {
            Fail(broken.Reason, broken.Cause);
        }
    }

    private void Fail(string reason, TroubleKind cause) => Store(State.Decide(new RunCommands.FailRun(reason, cause)), () =>
    {
        Wishes.Say(State);
        Stopping.Begin(Agents);
    });

    private Refused UnknownRun() => new($"Run {Run} is not in this journal.");
}
