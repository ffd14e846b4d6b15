using Akka.Actor;
using Akka.Event;
using SliceActors.Actors.Supervision;
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
using static SliceActors.Actors.Messages.FoldMessages;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Runs;

/// <summary>One per run: the only writer of the run's journal. Hands units to nodes, books their reports, lets each fold be merged.</summary>
internal sealed class RunSupervisorActor : JournaledActor, IWithTimers
{
    private static readonly TimeSpan RemindAfter = TimeSpan.FromSeconds(5);

    private readonly RunId run;
    private readonly ResultTree tree;
    private readonly ResultTables tables;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly NodeBook nodes = new();
    private readonly FoldVotes votes;
    private readonly Stopping stopping;
    private readonly Dictionary<UnitAttempt, IActorRef> settling = [];
    private readonly Dictionary<UnitId, (int Batch, int Batches)> batches = [];
    private RunState state = RunState.Empty;
    private int droppedReports;
    private bool isSummingUp;

    public RunSupervisorActor(RunId run, ResultTree tree, ResultTables tables, Func<RunEvents.RunSubmitted, FoldIndex, Props> aggregatorProps)
    {
        this.run = run;
        this.tree = tree;
        this.tables = tables;
        votes = new FoldVotes(Context, aggregatorProps);
        stopping = new Stopping(run, Self);
        Recover<IRunEvent>(Apply);
        Command<SubmitRun>(submit => Answer(submit.Submission));
        Command<ResumeRun>(Resume);
        Command<CancelRun>(Cancel);
        Command<GetRun>(_ => Sender.Tell(state.Submission is null ? UnknownRun() : new RunStands(RunViews.Of(state, batches, droppedReports))));
        Command<SlotsOffered>(NoteOffer);
        Command<SlotTaken>(taken => nodes.Release(taken.Unit));
        Command<BatchFinished>(NoteBatch);
        Command<EpochFinished>(BookEpoch);
        Command<UnitFinished>(StorePredictions);
        Command<PredictionsStored>(CompleteUnit);
        Command<UnitBroken>(BookFailure);
        Command<UnitStopped>(stopped => nodes.Release(stopped.Unit));
        Command<UnitsStopped>(_ => stopping.Note(Sender));
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
        Command<Terminated>(terminated => Lose(terminated.ActorRef));
    }

    public override string PersistenceId => $"run-{run}";

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="run">Id of the run.</param>
    /// <param name="tree">Its folder, wherever it lies now.</param>
    /// <param name="tables">Writes its tables.</param>
    /// <param name="aggregatorProps">Makes the vote aggregator of a fold.</param>
    public static Props Props(RunId run, ResultTree tree, ResultTables tables, Func<RunEvents.RunSubmitted, FoldIndex, Props> aggregatorProps) =>
        Akka.Actor.Props.Create(() => new RunSupervisorActor(run, tree, tables, aggregatorProps));

    protected override void PreStart() => Timers.StartPeriodicTimer("remind", new Remind(), RemindAfter);

    protected override void OnReplaySuccess()
    {
        votes.MergeWhatIsReady(state);
        SayWhenEnded();
    }

    protected override void SayTrouble(Exception cause)
    {
        log.Warning(cause, "The journal of run {0} failed.", run);
        Context.Parent.Tell(new SupervisorTroubled(run, JournalWords.Of(tree.Journal, cause), TroubleKind.Storage));
    }

    private void Apply(IRunEvent happened) => state = state.Apply(happened).LyingIn(tree.Root);

    private void SayWhenEnded()
    {
        if (state.Submission is not null && state.Phase != RunPhase.Running)
        {
            Context.Parent.Tell(new RunEnded(run));
        }
    }

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
            votes.MergeWhatIsReady(state);
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

        if (state.Phase == RunPhase.Running && nodes.HasPlacements && !(resume.RetryFailed && state.FailedUnits > 0))
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
            stopping.Begin(nodes.Agents, requester);
        });
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
        if (votes.Lose(gone) is { } fold)
        {
            Fail($"The journal of fold {fold} in {tree.Journal} cannot be written or read.", TroubleKind.Storage);
            return;
        }

        nodes.Lose(gone);
        stopping.Note(gone);
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
        votes.Of(state.Submission!, finished.Unit.Unit.Fold).Tell(new RecordPredictions(finished.Unit, finished.Outcome));
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
            votes.MergeIfReady(state, unit.Unit.Fold);
            AssignUnits();
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

        // A vote that was asked for twice is answered twice, and two threads must not write one file.
        if (isSummingUp)
        {
            return;
        }

        isSummingUp = true;

        // A run that is completed is not taken up again, so its summary has to be there before.
        var summary = tree.Summary;
        tables.WriteSummary(tree, [.. state.MergedFolds.Values, fold]).PipeTo(
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

    private void Fail(string reason, TroubleKind cause, Action? answer = null) => Store(state.Decide(new RunCommands.FailRun(reason, cause)), () =>
    {
        answer?.Invoke();
        stopping.Begin(nodes.Agents);
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

    private Refused UnknownRun() => new($"Run {run} is not in this journal.");

    private static RunCommands.CompleteUnit Completion(UnitAttempt unit, UnitOutcome outcome) => new(
        unit.Unit,
        unit.Attempt,
        outcome.EpochsTrained,
        [.. outcome.Selections.Select(best => new BestEpoch(best.Selection, best.Epoch, best.ValidationLoss, best.ValidationBalancedAccuracy, best.Model))]);

    private sealed record Remind;
}
