using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using SliceActors.Actors.Results;
using SliceActors.Actors.Supervision;
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
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Runs;

/// <summary>One per run: the only writer of the run's journal. Hands units to the slots that it is granted, books their reports, lets each fold be merged.</summary>
internal sealed class RunSupervisorActor : JournaledActor, IWithTimers
{
    private static readonly TimeSpan RemindAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskNodesAgainAfter = TimeSpan.FromMinutes(5);

    private readonly RunId run;
    private readonly ResultTree tree;
    private readonly ResultsWriter results;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Assignments assignments = new();
    private readonly Publishing publishing;
    private readonly FoldVotes votes;
    private readonly Stopping stopping;
    private readonly Dictionary<UnitId, (int Batch, int Batches)> batches = [];
    private readonly HashSet<string> askedAgain = new(StringComparer.Ordinal);
    private RunState state = RunState.Empty;
    private string? study;
    private int droppedReports;
    private bool isSummingUp;

    public RunSupervisorActor(RunId run, ResultTree tree, ResultsWriter results, Func<RunEvents.RunSubmitted, FoldIndex, Props> aggregatorProps)
    {
        this.run = run;
        this.tree = tree;
        this.results = results;
        publishing = new Publishing(Self, results, tree);
        votes = new FoldVotes(Context, publishing, aggregatorProps);
        stopping = new Stopping(run, Self);
        Recover<IRunEvent>(Apply);
        Command<SubmitRun>(submit => Answer(submit.Submission, Sender));
        Command<ResumeRun>(Resume);
        Command<CancelRun>(Cancel);
        Command<GetRun>(_ => Sender.Tell(state.Submission is null ? UnknownRun() : new RunStands(RunViews.Of(state, batches, droppedReports))));
        CommandNodes();
        CommandReports();
        CommandVotes();
    }

    public override string PersistenceId => $"run-{run}";

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="run">Id of the run.</param>
    /// <param name="tree">Its folder, wherever it lies now.</param>
    /// <param name="results">Writes its results.</param>
    /// <param name="aggregatorProps">Makes the vote aggregator of a fold.</param>
    public static Props Props(RunId run, ResultTree tree, ResultsWriter results, Func<RunEvents.RunSubmitted, FoldIndex, Props> aggregatorProps) =>
        Akka.Actor.Props.Create(() => new RunSupervisorActor(run, tree, results, aggregatorProps));

    protected override void PreStart() => Timers.StartPeriodicTimer("remind", new Remind(), RemindAfter);

    protected override void OnReplaySuccess()
    {
        GoOn();
        SayWhenEnded();
    }

    protected override void SayTrouble(Exception cause)
    {
        log.Warning(cause, "The journal of run {0} failed.", run);
        Context.Parent.Tell(new SupervisorTroubled(run, JournalWords.Of(tree.Journal, cause), TroubleKind.Storage));
    }

    private void CommandNodes()
    {
        Command<NodeBegan>(began =>
        {
            assignments.Note(began.Node, Sender, began.Training);
            SayWanted();
        });
        Command<NodeLost>(lost =>
        {
            if (assignments.Lose(lost.Node) is { } agent)
            {
                stopping.Note(agent);
            }

            SayWanted();
        });
        Command<SlotGranted>(UseSlot);
        Command<SlotTaken>(taken => Release(taken.Unit, isUnused: true));
        Command<NoNodeLeft>(_ => FailWithoutNodes());
        Command<AskAgain>(again =>
        {
            askedAgain.Add(again.Node);
            SayWanted();
        });
        Command<UnitsStopped>(_ => stopping.Note(Sender));
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
        Command<UnitsPublished>(published =>
        {
            publishing.Done(published.Units);
            votes.MergeWhatIsReady(state);
        });
        Command<PublishingBroken>(broken =>
        {
            publishing.Done(broken.Units);
            Fail(broken.Reason, TroubleKind.Storage);
        });
        Command<VoteDone>(done => BookVote(done.Summary));
        Command<SummaryWritten>(written =>
        {
            isSummingUp = false;
            BookFold(written.Last);
        });
        Command<VoteBroken>(broken =>
        {
            isSummingUp = false;
            votes.Done(broken.Fold);
            Fail(broken.Reason, broken.Cause);
        });
        Command<Remind>(_ => votes.Remind(state));
        Command<Terminated>(terminated =>
        {
            if (votes.Lose(terminated.ActorRef) is { } fold)
            {
                Fail($"The journal of fold {fold} in {tree.Journal} cannot be written or read.", TroubleKind.Storage);
            }
        });
    }

    private void Apply(IRunEvent happened) => state = state.Apply(happened).LyingIn(tree.Root);

    private void SayWhenEnded()
    {
        if (state.Submission is not null && state.Phase != RunPhase.Running)
        {
            Context.Parent.Tell(new RunEnded(run));
        }
    }

    /// <summary>Does what the state asks for: what is settled is published and merged, what waits gets slots.</summary>
    private void GoOn()
    {
        if (state.Phase == RunPhase.Running)
        {
            publishing.BeginUnmerged(state);
            votes.MergeWhatIsReady(state);
        }

        SayWanted();
    }

    private void Answer(IRunCommand command, IActorRef requester)
    {
        var decision = state.Decide(command);
        if (decision.Kind == DecisionKind.Refused)
        {
            requester.Tell(new Refused(decision.Reason));
            return;
        }

        Store(decision, () =>
        {
            requester.Tell(new RunAccepted(run, decision.Kind == DecisionKind.Repeated));
            GoOn();
        });
    }

    private void Resume(ResumeRun resume)
    {
        if (state.Submission is null)
        {
            Answer(resume.Submission, Sender);
            return;
        }

        var goesOnAsItIs = !(resume.RetryFailed && state.FailedUnits > 0) && resume.Submission.Spec.Digest() == state.Submission.Spec.Digest();
        if (state.Phase == RunPhase.Running && assignments.Any && goesOnAsItIs)
        {
            Sender.Tell(new RunAccepted(run, Known: true));
            return;
        }

        var (requester, wish) = (Sender, resume.Submission);
        var extension = state.Decide(new RunCommands.ExtendRun(wish.Spec, wish.Plan, wish.ImageDigests));
        if (extension.Kind == DecisionKind.Refused)
        {
            requester.Tell(new Refused(extension.Reason));
            return;
        }

        Store(extension, () =>
        {
            study = null;
            assignments.ReleaseAll();
            batches.Clear();
            askedAgain.Clear();
            Answer(new RunCommands.ResumeRun(resume.RetryFailed), requester);
        });
    }

    private void Cancel(CancelRun cancel)
    {
        var requester = Sender;
        var decision = state.Decide(new RunCommands.CancelRun());
        if (decision.Kind == DecisionKind.Refused)
        {
            requester.Tell(new Refused(decision.Reason));
            return;
        }

        Store(decision, () =>
        {
            SayWanted();
            stopping.Begin(assignments.Agents, requester);
        });
    }

    private void SayWanted()
    {
        if (state.Submission is not null)
        {
            Context.Parent.Tell(new SlotsWanted(run, assignments.Waiting(state).Count(), Avoided()));
        }
    }

    private ImmutableHashSet<string> Avoided() => [.. state.SetAside.Keys.Except(askedAgain)];

    private void UseSlot(SlotGranted slot)
    {
        if (assignments.Waiting(state).FirstOrDefault() is not { } waiting || Avoided().Contains(slot.Node))
        {
            Context.Parent.Tell(new SlotReturned(run, slot.Node, slot.Slot));
            SayWanted();
            return;
        }

        var (agent, id) = (Sender, waiting.Unit.Id);
        var decision = state.Decide(new RunCommands.AssignUnit(id, slot.Node));
        var assignment = new UnitAttempt(run, id, decision.Events.OfType<RunEvents.UnitAssigned>().Single().Attempt);
        assignments.Place(assignment, slot);
        Store(decision, () =>
        {
            study ??= state.Submission!.Spec.Digest();
            agent.Tell(new TrainUnit(assignment, slot.Slot, study, tree.Root, state.Units[id].Checkpoints));
        });
    }

    private void Release(UnitAttempt unit, bool isUnused = false)
    {
        if (assignments.Release(unit) is var (node, slot) && isUnused)
        {
            Context.Parent.Tell(new SlotReturned(run, node, slot));
        }

        SayWanted();
    }

    private void NoteBatch(BatchFinished finished)
    {
        // A late sign of an older attempt says nothing of the present one.
        if (state.Units.TryGetValue(finished.Unit.Unit, out var unit) && unit.Phase == UnitPhase.Running && unit.Attempt == finished.Unit.Attempt)
        {
            batches[finished.Unit.Unit] = (finished.Batch, finished.Batches);
        }
    }

    private void BookEpoch(EpochFinished finished)
    {
        var trainer = Sender;
        var decision = state.Decide(new RunCommands.ReportEpoch(finished.Unit.Unit, finished.Unit.Attempt, finished.Report));
        if (!IsDropped(decision, finished.Unit))
        {
            Store(decision, () => trainer.Tell(new EpochRecorded(finished.Unit, finished.Report.Epoch)));
        }
    }

    private void Settle(UnitAttempt unit, IRunCommand command)
    {
        var (trainer, decision) = (Sender, state.Decide(command));
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
                publishing.Begin([state.Units[unit.Unit]]);
            }
        });
    }

    private void BookDecline(UnitDeclined declined)
    {
        var (trainer, unit) = (Sender, declined.Unit);
        var decision = state.Decide(new RunCommands.DeclineUnit(unit.Unit, unit.Attempt, declined.Reason, declined.Cause));
        if (IsDropped(decision, unit))
        {
            return;
        }

        var node = state.Units[unit.Unit].Node!;
        askedAgain.Remove(node);
        Store(decision, () =>
        {
            batches.Remove(unit.Unit);
            trainer.Tell(new UnitSettled(unit, IsLeftOver: false));
            Timers.StartSingleTimer(node, new AskAgain(node), AskNodesAgainAfter);
            Release(unit);
        });
    }

    private void FailWithoutNodes()
    {
        // The word may be older than a resume.
        if (state.SetAside.IsEmpty)
        {
            return;
        }

        var declined = state.SetAside.Values.ToList();
        Fail(
            declined.Count == 1 ? declined[0].Reason : $"No node can train this run. {string.Join(" ", state.SetAside.Select(node => $"{node.Key}: {node.Value.Reason}"))}",
            declined[0].Cause);
    }

    private void BookVote(FoldSummary fold)
    {
        var decision = state.Decide(new RunCommands.ReportFoldMerged(fold));
        if (!decision.Events.OfType<RunEvents.RunCompleted>().Any())
        {
            BookFold(fold);
            return;
        }

        // A vote that was asked for twice is answered twice, and two threads must not write one file.
        if (isSummingUp)
        {
            return;
        }

        isSummingUp = true;

        // A run that is completed is not taken up again, so its summary has to be there before.
        var summary = tree.Summary;
        results.WriteSummary(tree, [.. state.MergedFolds.Values, fold]).PipeTo(
            Self,
            Self,
            success: last => new SummaryWritten(last),
            failure: trouble => new VoteBroken(fold.Fold, $"{summary} could not be written: {trouble.Message}", TroubleKind.Storage));
    }

    private void BookFold(FoldSummary fold)
    {
        votes.Done(fold.Fold);
        var decision = state.Decide(new RunCommands.ReportFoldMerged(fold));
        Store(decision, () => { });
        if (decision.Kind == DecisionKind.Stale)
        {
            votes.MergeIfReady(state, fold.Fold);
        }
    }

    private void Fail(string reason, TroubleKind cause) => Store(state.Decide(new RunCommands.FailRun(reason, cause)), () =>
    {
        SayWanted();
        stopping.Begin(assignments.Agents);
    });

    /// <summary>Stores the events of a decision and then, and only then, answers.</summary>
    private void Store(Decision<IRunEvent> decision, Action answer)
    {
        if (decision.Kind is DecisionKind.Refused or DecisionKind.Stale)
        {
            log.Info("Run {0}: {1}", run, decision.Reason);
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
                SayWhenEnded();
            }
        });
    }

    private bool IsDropped(Decision<IRunEvent> decision, UnitAttempt unit)
    {
        if (decision.Kind is not (DecisionKind.Stale or DecisionKind.Refused))
        {
            return false;
        }

        droppedReports++;
        log.Info("Run {0}: dropped a report of {1}, attempt {2}: {3}", run, unit.Unit, unit.Attempt, decision.Reason);
        var isLeftOver = state.Units.TryGetValue(unit.Unit, out var known) && known.Phase == UnitPhase.Completed && known.Attempt != unit.Attempt;
        Sender.Tell(new UnitSettled(unit, isLeftOver));
        return true;
    }

    private Refused UnknownRun() => new($"Run {run} is not in this journal.");

    private sealed record Remind;

    private sealed record AskAgain(string Node);
}
