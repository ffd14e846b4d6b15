using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Queries;
using SliceActors.Runs.States;
using SliceActors.Scoring.Tables;
using static SliceActors.Actors.Messages.FoldMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Runs;

/// <summary>One per run: the only writer of the run's journal. Hands units to nodes, books their reports, lets each fold be merged.</summary>
internal sealed class RunSupervisorActor : ReceivePersistentActor
{
    private readonly RunId run;
    private readonly Func<RunEvents.RunSubmitted, FoldIndex, Props> aggregatorProps;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly NodeBook nodes = new();
    private readonly Dictionary<FoldIndex, IActorRef> aggregators = [];
    private readonly HashSet<FoldIndex> merging = [];
    private readonly Dictionary<UnitAttempt, IActorRef> settling = [];
    private readonly Dictionary<UnitId, (int Batch, int Batches)> batches = [];
    private readonly HashSet<IActorRef> stillStopping = [];
    private readonly List<IActorRef> cancelRequesters = [];
    private RunState state = RunState.Empty;
    private int droppedReports;

    public RunSupervisorActor(RunId run, Func<RunEvents.RunSubmitted, FoldIndex, Props> aggregatorProps)
    {
        this.run = run;
        this.aggregatorProps = aggregatorProps;
        Recover<IRunEvent>(happened => state = state.Apply(happened));
        Command<SubmitRun>(submit => Answer(submit.Submission));
        Command<ResumeRun>(Resume);
        Command<CancelRun>(Cancel);
        Command<GetRun>(_ => Sender.Tell(state.Submission is null ? UnknownRun() : new RunStands(RunViews.Of(state, batches, droppedReports))));
        Command<SlotsOffered>(NoteOffer);
        Command<SlotTaken>(taken => nodes.Release(taken.Unit));
        Command<BatchFinished>(finished => batches[finished.Unit.Unit] = (finished.Batch, finished.Batches));
        Command<EpochFinished>(BookEpoch);
        Command<UnitFinished>(StorePredictions);
        Command<PredictionsStored>(CompleteUnit);
        Command<UnitBroken>(BookFailure);
        Command<UnitStopped>(stopped => nodes.Release(stopped.Unit));
        Command<UnitsStopped>(_ => NoteStopped(Sender));
        Command<VoteDone>(done => BookVote(done.Summary));
        Command<SummaryWritten>(written => BookFold(written.Last));
        Command<VoteBroken>(broken =>
        {
            merging.Remove(broken.Fold);
            Fail(broken.Reason, broken.Cause);
        });
        Command<Terminated>(terminated => Lose(terminated.ActorRef));
    }

    public override string PersistenceId => $"run-{run}";

    public static Props Props(RunId run, Func<RunEvents.RunSubmitted, FoldIndex, Props> aggregatorProps) =>
        Akka.Actor.Props.Create(() => new RunSupervisorActor(run, aggregatorProps));

    protected override void OnReplaySuccess() => MergeWhatIsReady();

    private void Answer(IRunCommand command)
    {
        var requester = Sender;
        var decision = state.Decide(command);
        if (decision.Kind == DecisionKind.Refused)
        {
            requester.Tell(new Refused(decision.Reason));
            return;
        }

        Store(decision, () =>
        {
            requester.Tell(new RunAccepted(run, decision.Kind == DecisionKind.Repeated));
            MergeWhatIsReady();
            AssignUnits();
        });
    }

    private void Resume(ResumeRun resume)
    {
        if (state.Submission is null)
        {
            Answer(resume.Submission);
            return;
        }

        if (state.Phase == RunPhase.Running && nodes.HasPlacements)
        {
            Sender.Tell(new RunAccepted(run, Known: true));
            return;
        }

        nodes.ReleaseAll();
        batches.Clear();
        Answer(new RunCommands.ResumeRun(resume.RetryFailed));
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
            cancelRequesters.Add(requester);
            StopAllNodes();
        });
    }

    private void StopAllNodes()
    {
        stillStopping.UnionWith(nodes.Agents);
        foreach (var agent in nodes.Agents)
        {
            agent.Tell(new StopUnits(run));
        }

        AnswerCancelledWhenStopped();
    }

    private void NoteStopped(IActorRef agent)
    {
        stillStopping.Remove(agent);
        AnswerCancelledWhenStopped();
    }

    private void AnswerCancelledWhenStopped()
    {
        if (stillStopping.Count > 0)
        {
            return;
        }

        cancelRequesters.ForEach(requester => requester.Tell(new RunAccepted(run, Known: false)));
        cancelRequesters.Clear();
    }

    private void NoteOffer(SlotsOffered offer)
    {
        if (nodes.Note(Sender, offer))
        {
            Context.Watch(Sender);
            Tidy(Sender);
        }

        AssignUnits();
    }

    private void Lose(IActorRef gone)
    {
        if (aggregators.FirstOrDefault(entry => entry.Value.Equals(gone)) is { Value: not null } aggregator)
        {
            aggregators.Remove(aggregator.Key);
            merging.Remove(aggregator.Key);
            Fail($"The journal of fold {aggregator.Key} cannot be written or read.", ExitCode.Storage);
            return;
        }

        nodes.Lose(gone);
        NoteStopped(gone);
        AssignUnits();
    }

    /// <summary>A node that was lost between the end of a unit and its tidying up left checkpoints behind.</summary>
    private void Tidy(IActorRef agent)
    {
        var completed = state.Units.Values.Where(unit => unit.Phase == UnitPhase.Completed).Select(unit => unit.Unit.Id).ToList();
        if (completed.Count > 0)
        {
            agent.Tell(new TidyUnits(state.Submission!.OutputDirectory, [.. completed]));
        }
    }

    private void AssignUnits()
    {
        if (state.Phase != RunPhase.Running)
        {
            return;
        }

        // A unit that runs according to the journal but that nobody holds was lost with its node, or with the supervisor before this one.
        foreach (var unit in state.Units.Values.Where(unit => !unit.IsSettled && !nodes.IsPlaced(unit.Unit.Id)))
        {
            if (!nodes.TryTakeSlot(out var agent, out var name))
            {
                return;
            }

            Assign(unit.Unit, agent, name);
        }
    }

    private void Assign(TrainingUnit unit, IActorRef agent, string node)
    {
        var decision = state.Decide(new RunCommands.AssignUnit(unit.Id, node));
        var assignment = new UnitAttempt(run, unit.Id, decision.Events.OfType<RunEvents.UnitAssigned>().Single().Attempt);
        nodes.Place(assignment, agent);
        Store(decision, () =>
        {
            var submission = state.Submission!;
            var data = new StudyData(submission.Plan.Images, submission.ImageDigests, submission.Plan.Slices);
            agent.Tell(new TrainUnit(assignment, submission.Spec, unit, submission.Plan.FoldOf(unit.Id.Fold), data, submission.OutputDirectory, state.Units[unit.Id].History));
        });
    }

    private void BookEpoch(EpochFinished finished)
    {
        var trainer = Sender;
        var decision = state.Decide(new RunCommands.ReportEpoch(finished.Unit.Unit, finished.Unit.Attempt, finished.Report));
        if (IsDropped(decision, finished.Unit))
        {
            return;
        }

        Store(decision, () => trainer.Tell(new EpochRecorded(finished.Unit, finished.Report.Epoch)));
    }

    private void StorePredictions(UnitFinished finished)
    {
        var decision = state.Decide(Completion(finished.Unit, finished.Outcome));
        if (IsDropped(decision, finished.Unit))
        {
            return;
        }

        settling[finished.Unit] = Sender;
        Aggregator(finished.Unit.Unit.Fold).Tell(new RecordPredictions(finished.Unit, finished.Outcome));
    }

    private void CompleteUnit(PredictionsStored stored) => Settle(stored.Unit, Completion(stored.Unit, stored.Outcome));

    private void BookFailure(UnitBroken broken)
    {
        var trainer = Sender;
        var failure = new RunCommands.FailUnit(broken.Unit.Unit, broken.Unit.Attempt, broken.Reason);
        if (broken.RunCause is not { } cause)
        {
            settling[broken.Unit] = trainer;
            Settle(broken.Unit, failure);
            return;
        }

        // What an older attempt complains of is no reason to end the run.
        if (IsDropped(state.Decide(failure), broken.Unit))
        {
            return;
        }

        Fail(broken.Reason, cause, () =>
        {
            nodes.Release(broken.Unit);
            trainer.Tell(new UnitSettled(broken.Unit, IsCompleted: false));
        });
    }

    private void Settle(UnitAttempt unit, IRunCommand command)
    {
        var decision = state.Decide(command);
        settling.Remove(unit, out var trainer);
        if (IsDropped(decision, unit, trainer))
        {
            return;
        }

        Store(decision, () =>
        {
            nodes.Release(unit);
            batches.Remove(unit.Unit);
            trainer?.Tell(new UnitSettled(unit, IsCompleted: command is RunCommands.CompleteUnit));
            MergeIfReady(unit.Unit.Fold);
        });
    }

    private void BookVote(FoldSummary fold)
    {
        var decision = state.Decide(new RunCommands.ReportFoldMerged(fold));
        if (!decision.Events.OfType<RunEvents.RunCompleted>().Any())
        {
            BookFold(fold);
            return;
        }

        // A run that is completed is not taken up again, so its summary has to be there before.
        var tree = new ResultTree(state.Submission!.OutputDirectory);
        FoldSummary[] folds = [.. state.MergedFolds.Values, fold];
        Task.Factory.StartNew(() => SummaryTable.Write(tree, folds), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .PipeTo(
                Self,
                Self,
                success: () => new SummaryWritten(fold),
                failure: trouble => new VoteBroken(fold.Fold, $"{tree.Summary} could not be written: {trouble.Message}", ExitCode.Storage));
    }

    private void BookFold(FoldSummary fold)
    {
        merging.Remove(fold.Fold);
        var decision = state.Decide(new RunCommands.ReportFoldMerged(fold));
        Store(decision, () => { });
        if (decision.Kind == DecisionKind.Stale)
        {
            MergeIfReady(fold.Fold);
        }
    }

    private void MergeWhatIsReady()
    {
        foreach (var fold in state.Submission?.Plan.Folds ?? [])
        {
            MergeIfReady(fold.Fold);
        }
    }

    private void MergeIfReady(FoldIndex fold)
    {
        // Once at a time: a second merge would still be writing its tables when the first one ends the run and the process.
        if (state.Phase == RunPhase.Running && state.IsReadyToMerge(fold) && merging.Add(fold))
        {
            Aggregator(fold).Tell(new MergeVote([.. state.UnitsOf(fold).Where(unit => unit.Phase == UnitPhase.Completed).Select(unit => unit.Unit.Id)]));
        }
    }

    private void Fail(string reason, ExitCode cause, Action? answer = null) => Store(state.Decide(new RunCommands.FailRun(reason, cause)), () =>
    {
        answer?.Invoke();
        StopAllNodes();
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
            state = state.Apply(happened);
            log.Info("{0}", EventWords.Of(happened));
            if (--remaining == 0)
            {
                answer();
            }
        });
    }

    private bool IsDropped(Decision<IRunEvent> decision, UnitAttempt unit, IActorRef? trainer = null)
    {
        if (decision.Kind is not (DecisionKind.Stale or DecisionKind.Refused))
        {
            return false;
        }

        droppedReports++;
        log.Info("Run {0}: dropped a report of {1}, attempt {2}: {3}", run, unit.Unit, unit.Attempt, decision.Reason);
        (trainer ?? Sender).Tell(new UnitSettled(unit, IsCompleted: false));
        return true;
    }

    private IActorRef Aggregator(FoldIndex fold)
    {
        if (!aggregators.TryGetValue(fold, out var aggregator))
        {
            aggregator = Context.ActorOf(aggregatorProps(state.Submission!, fold), $"fold-{fold}");
            Context.Watch(aggregator);
            aggregators.Add(fold, aggregator);
        }

        return aggregator;
    }

    private Refused UnknownRun() => new($"Run {run} is not in this journal.");

    private static RunCommands.CompleteUnit Completion(UnitAttempt unit, UnitOutcome outcome) => new(
        unit.Unit,
        unit.Attempt,
        outcome.EpochsTrained,
        [.. outcome.Selections.Select(best => new BestEpoch(best.Selection, best.Epoch, best.ValidationLoss, best.ValidationBalancedAccuracy, best.Model))]);
}
