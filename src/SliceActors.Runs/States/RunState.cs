using System.Collections.Immutable;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using static SliceActors.Runs.Commands.RunCommands;
using static SliceActors.Runs.Events.RunEvents;

namespace SliceActors.Runs.States;

/// <summary>The state of a run: two pure functions, <see cref="Decide"/> and <see cref="Apply"/>. Actors only wire them.</summary>
public sealed record RunState
{
    /// <summary>A run that was never submitted.</summary>
    public static readonly RunState Empty = new();

    /// <summary>Where the run stands.</summary>
    public RunPhase Phase { get; private init; }

    /// <summary>The submission; null before it.</summary>
    public RunSubmitted? Submission { get; private init; }

    /// <summary>Every unit by id, in order.</summary>
    public ImmutableSortedDictionary<UnitId, UnitState> Units { get; private init; } = ImmutableSortedDictionary<UnitId, UnitState>.Empty;

    /// <summary>The folds merged so far.</summary>
    public ImmutableSortedDictionary<FoldIndex, FoldSummary> MergedFolds { get; private init; } = ImmutableSortedDictionary<FoldIndex, FoldSummary>.Empty;

    /// <summary>The nodes that could not train a unit of this run since it began or was resumed, and why.</summary>
    public ImmutableSortedDictionary<string, UnitDeclined> SetAside { get; private init; } = ImmutableSortedDictionary.Create<string, UnitDeclined>(StringComparer.Ordinal);

    /// <summary>Why the run failed; null otherwise.</summary>
    public RunFailed? Failure { get; private init; }

    /// <summary>Number of units that failed.</summary>
    public int FailedUnits => Units.Values.Count(unit => unit.Phase == UnitPhase.Failed);

    /// <summary>Whether all units of a fold are settled while its vote is not merged yet.</summary>
    public bool IsReadyToMerge(FoldIndex fold) => !MergedFolds.ContainsKey(fold) && UnitsOf(fold).All(unit => unit.IsSettled);

    /// <summary>The units of a fold, networks in ascending order.</summary>
    public IEnumerable<UnitState> UnitsOf(FoldIndex fold) => Units.Values.Where(unit => unit.Unit.Id.Fold == fold);

    /// <summary>The state as it is when nobody is at work on it: what was running waits.</summary>
    public RunState Interrupted() => this with
    {
        Units = Units.SetItems(Units
            .Where(entry => entry.Value.Phase == UnitPhase.Running)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value with { Phase = UnitPhase.Waiting, Node = null }))
            .ToList()),
    };

    /// <summary>The same run where its folder lies now: what was recorded is only where it began, and a folder may be moved, copied or renamed.</summary>
    /// <param name="folder">Absolute path of the output folder.</param>
    public RunState LyingIn(string folder) => Submission is null ? this : this with { Submission = Submission with { OutputDirectory = folder } };

    /// <summary>What a command leads to; changes nothing.</summary>
    public Decision<IRunEvent> Decide(IRunCommand command) => command switch
    {
        SubmitRun submit => DecideSubmit(submit),
        _ when Phase == RunPhase.Unknown => Decision<IRunEvent>.Refuse("There is no such run."),
        _ when UnitOf(command) is { } unit && !Units.ContainsKey(unit) => Decision<IRunEvent>.Refuse($"{unit} is not part of this run."),
        ExtendRun extend => DecideExtend(extend),
        ResumeRun resume => DecideResume(resume),
        CancelRun => Phase switch
        {
            RunPhase.Running or RunPhase.Paused => Decision<IRunEvent>.Accept(new RunCancelled()),
            RunPhase.Cancelled => Decision<IRunEvent>.Repeated(),
            _ => Decision<IRunEvent>.Refuse("The run is over."),
        },
        PauseRun => Phase switch
        {
            RunPhase.Running => Decision<IRunEvent>.Accept(new RunPaused()),
            RunPhase.Paused => Decision<IRunEvent>.Repeated(),
            _ => Decision<IRunEvent>.Refuse("The run is over."),
        },
        FailRun fail => Phase == RunPhase.Running
            ? Decision<IRunEvent>.Accept(new RunFailed(fail.Reason, fail.Cause))
            : Decision<IRunEvent>.Refuse("The run is not running."),
        AssignUnit assign => DecideAssign(assign),
        ReportEpoch report => DecideReport(report),
        CompleteUnit complete => DecideSettle(complete.Outcome.Unit, complete.Attempt, UnitPhase.Completed, new UnitCompleted(complete.Attempt, complete.Outcome)),
        DeclineUnit decline => DecideDecline(decline),
        FailUnit fail => DecideSettle(fail.Unit, fail.Attempt, UnitPhase.Failed, new UnitFailed(fail.Unit, fail.Attempt, fail.Reason, fail.Cause)),
        ReportFoldMerged merged => DecideFoldMerged(merged),
        _ => throw new ArgumentException($"{command.GetType().Name} is not a command of a run.", nameof(command)),
    };

    /// <summary>The state after an event.</summary>
    public RunState Apply(IRunEvent happened) => happened switch
    {
        RunSubmitted submitted => new RunState
        {
            Phase = RunPhase.Running,
            Submission = submitted,
            Units = submitted.Plan.Units(submitted.Spec.NetworkType).ToImmutableSortedDictionary(unit => unit.Id, unit => new UnitState(unit)),
        },
        RunExtended extended => ApplyExtended(extended),
        UnitAssigned assigned => With(assigned.Unit, unit => unit with { Phase = UnitPhase.Running, Attempt = assigned.Attempt, Node = assigned.Node, FailureReason = null, FailureCause = default }),
        EpochCompleted epoch => With(epoch.Unit, unit => unit with
        {
            History = [.. unit.History.Where(known => known.Epoch < epoch.Report.Epoch), epoch.Report.Figures()],
            Checkpoints = CheckpointsAfter(unit, epoch.Attempt, epoch.Report.Epoch, epoch.Report.Checkpoint),
        }),
        EpochSaved saved => With(saved.Unit, unit => unit with { Checkpoints = CheckpointsAfter(unit, saved.Attempt, saved.Epoch, saved.Checkpoint) }),
        UnitCompleted completed => With(completed.Outcome.Unit, unit => unit with { Phase = UnitPhase.Completed, Node = null, Outcome = completed.Outcome }),
        UnitDeclined declined => ApplyDeclined(declined),
        UnitFailed failed => With(failed.Unit, unit => unit with { Phase = UnitPhase.Failed, Node = null, FailureReason = failed.Reason, FailureCause = failed.Cause }),
        FoldMerged merged => this with { MergedFolds = MergedFolds.SetItem(merged.Summary.Fold, merged.Summary) },
        RunCompleted completed => this with { Phase = completed.FailedUnits == 0 ? RunPhase.Completed : RunPhase.CompletedWithFailedUnits },
        RunFailed failed => this with { Phase = RunPhase.Failed, Failure = failed },
        RunCancelled => this with { Phase = RunPhase.Cancelled },
        RunPaused => this with { Phase = RunPhase.Paused },
        RunResumed resumed => ApplyResumed(resumed),
        HistoryTakenOver taken => taken.Events.Aggregate(this, (known, before) => known.Apply(before)),
        _ => throw new ArgumentException($"{happened.GetType().Name} is not an event of a run.", nameof(happened)),
    };

    /// <summary>Whether the journal need not be worked at any more.</summary>
    public bool IsOver => Phase is RunPhase.Completed or RunPhase.CompletedWithFailedUnits or RunPhase.Failed or RunPhase.Cancelled;

    /// <summary>What taking over a run from another journal leads to. That it goes on is decided at once, so that no crash can come between.</summary>
    /// <param name="history">Its events there.</param>
    /// <param name="retryFailed">Try failed units again.</param>
    public Decision<IRunEvent> Adopt(ImmutableArray<IRunEvent> history, bool retryFailed)
    {
        if (Submission is not null)
        {
            return Decision<IRunEvent>.Repeated();
        }

        var taken = history.Aggregate(Empty, (known, happened) => known.Apply(happened));
        var resumed = taken.Decide(new ResumeRun(retryFailed));
        return resumed.Kind == DecisionKind.Refused ? resumed : Decision<IRunEvent>.Accept([.. history, .. resumed.Events]);
    }

    private static UnitId? UnitOf(IRunCommand command) => command switch
    {
        AssignUnit assign => assign.Unit,
        ReportEpoch report => report.Unit,
        CompleteUnit complete => complete.Outcome.Unit,
        FailUnit fail => fail.Unit,
        DeclineUnit decline => decline.Unit,
        _ => null,
    };

    private Decision<IRunEvent> DecideSubmit(SubmitRun submit)
    {
        if (Submission is null)
        {
            return Decision<IRunEvent>.Accept(new RunSubmitted(submit.Run, submit.Spec, submit.Plan, submit.ImageDigests, submit.OutputDirectory));
        }

        return Submission.Run == submit.Run
            ? Decision<IRunEvent>.Repeated()
            : Decision<IRunEvent>.Refuse($"This journal belongs to run {Submission.Run}.");
    }

    private Decision<IRunEvent> DecideExtend(ExtendRun extend) =>
        extend.Spec.Digest() == Submission!.Spec.Digest() ? Decision<IRunEvent>.Repeated()
        : RunExtension.Problem(Submission, extend.Spec, extend.Plan, extend.ImageDigests) is { } problem ? Decision<IRunEvent>.Refuse(problem)
        : AcceptWithEnd(new RunExtended(extend.Spec, extend.Plan, extend.ImageDigests));

    /// <summary>A run that is taken up again though all its folds stay merged is over at once: no fold will be merged that could end it.</summary>
    private Decision<IRunEvent> AcceptWithEnd(IRunEvent taken)
    {
        var after = Apply(taken);
        return after.Submission!.Plan.TrainedFolds.All(after.MergedFolds.ContainsKey)
            ? Decision<IRunEvent>.Accept(taken, new RunCompleted(after.FailedUnits))
            : Decision<IRunEvent>.Accept(taken);
    }

    private Decision<IRunEvent> DecideResume(ResumeRun resume)
    {
        var retries = resume.RetryFailed && FailedUnits > 0;
        return Phase switch
        {
            RunPhase.Completed => Decision<IRunEvent>.Repeated(),
            RunPhase.CompletedWithFailedUnits when !retries => Decision<IRunEvent>.Repeated(),
            _ => AcceptWithEnd(new RunResumed(resume.RetryFailed)),
        };
    }

    private Decision<IRunEvent> DecideAssign(AssignUnit assign)
    {
        if (Phase != RunPhase.Running)
        {
            return Decision<IRunEvent>.Refuse("The run is not running.");
        }

        var unit = Units[assign.Unit];
        return unit.IsSettled
            ? Decision<IRunEvent>.Refuse($"{assign.Unit} is settled.")
            : Decision<IRunEvent>.Accept(new UnitAssigned(assign.Unit, unit.Attempt.Next(), assign.Node));
    }

    private Decision<IRunEvent> DecideReport(ReportEpoch report)
    {
        if (StaleReason(report.Unit, report.Attempt) is { } reason)
        {
            return Decision<IRunEvent>.Stale(reason);
        }

        var (unit, epoch) = (Units[report.Unit], report.Report);
        return !unit.History.Contains(epoch.Figures())
            ? epoch.Epoch > unit.History.Length
                ? Decision<IRunEvent>.Early($"{report.Unit}: epoch {epoch.Epoch} came before epoch {unit.History.Length}.")
                : Decision<IRunEvent>.Accept(new EpochCompleted(report.Unit, report.Attempt, epoch))
            : epoch.Checkpoint is { } digest && !unit.Checkpoints.Contains(new Checkpoint(report.Attempt, epoch.Epoch, digest))
                ? Decision<IRunEvent>.Accept(new EpochSaved(report.Unit, report.Attempt, epoch.Epoch, digest))
                : Decision<IRunEvent>.Repeated();
    }

    private Decision<IRunEvent> DecideSettle(UnitId id, Attempt attempt, UnitPhase phase, IRunEvent settled)
    {
        var unit = Units[id];
        if (unit.Phase == phase && unit.Attempt == attempt)
        {
            return Decision<IRunEvent>.Repeated();
        }

        return StaleReason(id, attempt) is { } reason ? Decision<IRunEvent>.Stale(reason) : Decision<IRunEvent>.Accept(settled);
    }

    private Decision<IRunEvent> DecideDecline(DeclineUnit decline) => StaleReason(decline.Unit, decline.Attempt) is { } reason
        ? Decision<IRunEvent>.Stale(reason)
        : Decision<IRunEvent>.Accept(new UnitDeclined(decline.Unit, decline.Attempt, decline.Reason, decline.Cause));

    private Decision<IRunEvent> DecideFoldMerged(ReportFoldMerged merged)
    {
        var fold = merged.Summary.Fold;
        if (!Submission!.Plan.TrainedFolds.Contains(fold))
        {
            return Decision<IRunEvent>.Refuse($"Fold {fold} is not part of this run.");
        }

        if (MergedFolds.ContainsKey(fold))
        {
            return Decision<IRunEvent>.Repeated();
        }

        if (Phase != RunPhase.Running || !IsReadyToMerge(fold))
        {
            return Decision<IRunEvent>.Stale($"Fold {fold} is not ready to be merged.");
        }

        var isLast = Submission.Plan.TrainedFolds.All(other => other == fold || MergedFolds.ContainsKey(other));
        return isLast
            ? Decision<IRunEvent>.Accept(new FoldMerged(merged.Summary), new RunCompleted(FailedUnits))
            : Decision<IRunEvent>.Accept(new FoldMerged(merged.Summary));
    }

    private string? StaleReason(UnitId id, Attempt attempt)
    {
        var unit = Units[id];
        return Phase != RunPhase.Running || unit.Phase != UnitPhase.Running ? $"{id} is not running."
            : unit.Attempt != attempt ? $"{id} is in its attempt {unit.Attempt}, the report is of attempt {attempt}."
            : null;
    }

    private RunState ApplyExtended(RunExtended extended)
    {
        var epochsBefore = Submission!.Spec.Optimisation.Epochs;
        var units = extended.Plan.Units(extended.Spec.NetworkType).ToImmutableSortedDictionary(
            unit => unit.Id,
            unit => !Units.TryGetValue(unit.Id, out var known) ? new UnitState(unit)

                // A network that stopped by itself before the last epoch would have stopped there with more epochs, too. The others begin again: what they
                // could go on from went when they were finished.
                : known.Phase == UnitPhase.Completed && known.History.Length == epochsBefore && extended.Spec.Optimisation.Epochs > epochsBefore
                    ? new UnitState(unit) { Attempt = known.Attempt }
                    : known);
        return this with
        {
            Phase = RunPhase.Running,
            Failure = null,
            Submission = Submission with { Spec = extended.Spec, Plan = extended.Plan, ImageDigests = extended.ImageDigests },
            Units = units,
            MergedFolds = MergedFolds.RemoveRange(units.Values.Where(unit => !unit.IsSettled).Select(unit => unit.Unit.Id.Fold).Distinct()),
        };
    }

    private RunState ApplyDeclined(UnitDeclined declined)
    {
        var node = Units[declined.Unit].Node!;
        return With(declined.Unit, unit => unit with { Phase = UnitPhase.Waiting, Node = null }) with
        {
            SetAside = SetAside.SetItem(node, declined),
        };
    }

    private RunState ApplyResumed(RunResumed resumed)
    {
        var waitingAgain = Units.Values
            .Where(unit => unit.Phase == UnitPhase.Running || (resumed.RetryFailed && unit.Phase == UnitPhase.Failed))
            .Select(unit => unit with { Phase = UnitPhase.Waiting, Node = null, FailureReason = null, FailureCause = default })
            .ToList();
        return this with
        {
            Phase = RunPhase.Running,
            Failure = null,
            SetAside = SetAside.Clear(),
            Units = Units.SetItems(waitingAgain.Select(unit => KeyValuePair.Create(unit.Unit.Id, unit))),
            MergedFolds = MergedFolds.RemoveRange(waitingAgain.Select(unit => unit.Unit.Id.Fold).Distinct()),
        };
    }

    private static ImmutableArray<Checkpoint> CheckpointsAfter(UnitState unit, Attempt attempt, int epoch, FileDigest? digest) =>
    [
        .. unit.Checkpoints.Where(known => known.Epoch < epoch).TakeLast(digest is null ? 2 : 1),
        .. digest is null ? [] : new[] { new Checkpoint(attempt, epoch, digest) },
    ];

    private RunState With(UnitId id, Func<UnitState, UnitState> change) => this with { Units = Units.SetItem(id, change(Units[id])) };
}
