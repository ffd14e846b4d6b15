using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Queries;
using SliceActors.Runs.States;
using P = SliceActors.Wire.Proto;

namespace SliceActors.Wire;

/// <summary>Messages between nodes to their schema and back.</summary>
internal static class MessageMapping
{
    public static P.UnitAttempt ToProto(this UnitAttempt unit) =>
        new() { Run = unit.Run.Value, Unit = unit.Unit.ToProto(), Attempt = unit.Attempt.Value };

    public static UnitAttempt FromProto(this P.UnitAttempt proto) =>
        new(new RunId(proto.Run), proto.Unit.FromProto(), new Attempt(proto.Attempt));

    public static P.TrainUnit ToProto(this NodeMessages.TrainUnit train) => new()
    {
        Run = train.Unit.Run.Value,
        Attempt = train.Unit.Attempt.Value,
        Spec = train.Spec.ToProto(),
        Unit = train.Work.ToProto(),
        Fold = train.Fold.ToProto(),
        Images = { train.Data.Images.Select(PlanMapping.ToProto) },
        ImageDigests = { train.Data.ImageDigests.Select(PlanMapping.Hex) },
        FirstSlice = train.Data.Slices.First.Value,
        SliceCount = train.Data.Slices.Count,
        OutputDirectory = train.OutputDirectory,
        History = { train.History.Select(OutcomeMapping.ToProto) },
    };

    public static NodeMessages.TrainUnit FromProto(this P.TrainUnit proto)
    {
        var work = proto.Unit.FromProto();
        return new(
            new UnitAttempt(new RunId(proto.Run), work.Id, new Attempt(proto.Attempt)),
            proto.Spec.FromProto(),
            work,
            proto.Fold.FromProto(proto.Images.Count),
            new StudyData(
                [.. proto.Images.Select(PlanMapping.FromProto)],
                [.. proto.ImageDigests.Select(PlanMapping.Hex)],
                PlanMapping.Range(proto.FirstSlice, proto.SliceCount)),
            proto.OutputDirectory,
            [.. proto.History.Select(OutcomeMapping.FromProto)]);
    }

    public static P.UnitBroken ToProto(this TrainerMessages.UnitBroken broken)
    {
        var proto = new P.UnitBroken { Unit = broken.Unit.ToProto(), Reason = broken.Reason };
        if (broken.RunCause is { } cause)
        {
            proto.RunCause = (int)cause;
        }

        return proto;
    }

    public static TrainerMessages.UnitBroken FromProto(this P.UnitBroken proto) =>
        new(proto.Unit.FromProto(), proto.Reason, proto.HasRunCause ? (TroubleKind)proto.RunCause : null);

    public static P.RunView ToProto(this RunView view) => new()
    {
        Run = view.Run.Value,
        Phase = (int)view.Phase,
        OutputDirectory = view.OutputDirectory,
        EpochsDone = view.EpochsDone,
        EpochsPlanned = view.EpochsPlanned,
        Folds =
        {
            view.Folds.Select(fold => new P.FoldProgress
            {
                Fold = fold.Fold.Value,
                Waiting = fold.Waiting,
                Running = fold.Running,
                Completed = fold.Completed,
                Failed = fold.Failed,
                Merged = fold.Merged,
            }),
        },
        Running =
        {
            view.Running.Select(unit => new P.RunningUnit
            {
                Unit = unit.Unit.ToProto(),
                Node = unit.Node,
                EpochsDone = unit.EpochsDone,
                Last = unit.Last?.ToProto(),
                Batch = unit.Batch,
                Batches = unit.Batches,
            }),
        },
        Failures = { view.Failures.Select(failure => new P.UnitFailure { Unit = failure.Unit.ToProto(), Reason = failure.Reason }) },
        Merged = { view.Merged.Select(OutcomeMapping.ToProto) },
        Failure = view.Failure?.ToProto(),
        DroppedReports = view.DroppedReports,
        Reconstructions =
        {
            view.Reconstructions.Select(fold => new P.FoldReconstruction
            {
                Fold = fold.Fold.Value,
                Epoch = fold.Epoch,
                EpochsTrained = fold.EpochsTrained,
                TrainLoss = fold.TrainLoss,
                ValidationLoss = fold.ValidationLoss,
            }),
        },
    };

    public static RunView FromProto(this P.RunView proto) => new(
        new RunId(proto.Run),
        (RunPhase)proto.Phase,
        proto.OutputDirectory,
        proto.EpochsDone,
        proto.EpochsPlanned,
        [.. proto.Folds.Select(fold => new FoldProgress(new FoldIndex(fold.Fold), fold.Waiting, fold.Running, fold.Completed, fold.Failed, fold.Merged))],
        [.. proto.Running.Select(unit => new RunningUnit(unit.Unit.FromProto(), unit.Node, unit.EpochsDone, unit.Last?.FromProto(), unit.Batch, unit.Batches))],
        [.. proto.Failures.Select(failure => new UnitFailure(failure.Unit.FromProto(), failure.Reason))],
        [.. proto.Merged.Select(OutcomeMapping.FromProto)],
        proto.Failure?.FromProto(),
        proto.DroppedReports)
    {
        Reconstructions =
            [.. proto.Reconstructions.Select(fold => new FoldReconstruction(new FoldIndex(fold.Fold), fold.Epoch, fold.EpochsTrained, fold.TrainLoss, fold.ValidationLoss))],
    };
}
