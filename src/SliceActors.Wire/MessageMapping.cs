using Google.Protobuf;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
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

    public static P.NodeHello ToProto(this NodeMessages.NodeHello hello) => new()
    {
        Node = hello.Node,
        Answers = hello.Answers,
        Slots = { hello.Slots.Select(ToProto) },
        Unanswered = { hello.Unanswered.Select(ToProto) },
        Numerics = hello.Numerics?.ToProto(),
        IsDraining = hello.IsDraining,
        HasDesk = hello.HasDesk,
    };

    public static NodeMessages.NodeHello FromProto(this P.NodeHello proto) =>
        new(proto.Node, [.. proto.Slots.Select(FromProto)], proto.Answers)
        {
            Unanswered = [.. proto.Unanswered.Select(FromProto)],
            Numerics = proto.Numerics?.FromProto(),
            IsDraining = proto.IsDraining,
            HasDesk = proto.HasDesk,
        };

    public static P.SlotReport ToProto(this SlotReport slot) => new() { Started = slot.Started, Unit = slot.Unit?.ToProto() };

    public static SlotReport FromProto(this P.SlotReport proto) => new(proto.Started, proto.Unit?.FromProto());

    public static P.TrainUnit ToProto(this NodeMessages.TrainUnit train) => new()
    {
        Unit = train.Unit.ToProto(),
        Slot = train.Slot,
        Study = PlanMapping.Hex(train.Study),
        Folder = train.Folder,
        Checkpoints = { train.Checkpoints.Select(known => new P.Checkpoint { Attempt = known.Attempt.Value, Epoch = known.Epoch, Digest = known.Digest.ToProto() }) },
    };

    public static NodeMessages.TrainUnit FromProto(this P.TrainUnit proto) => new(
        proto.Unit.FromProto(),
        proto.Slot,
        PlanMapping.Hex(proto.Study),
        proto.Folder,
        [.. proto.Checkpoints.Select(known => new Checkpoint(new Attempt(known.Attempt), known.Epoch, known.Digest.FromProto()))]);

    public static P.UnitFinished ToProto(this TrainerMessages.UnitFinished finished) => new()
    {
        Unit = finished.Unit.ToProto(),
        EpochsTrained = finished.Outcome.EpochsTrained,
        Best = { finished.Outcome.Best.Select(OutcomeMapping.ToProto) },
        Predictions = finished.Outcome.Predictions?.ToProto(),
    };

    public static TrainerMessages.UnitFinished FromProto(this P.UnitFinished proto)
    {
        var unit = proto.Unit.FromProto();
        return new(unit, new UnitOutcome(unit.Unit, proto.EpochsTrained, [.. proto.Best.Select(OutcomeMapping.FromProto)], proto.Predictions?.FromProto()));
    }

    public static P.RunHandedBack ToProto(this JournalMessages.RunHandedBack back)
    {
        var proto = new P.RunHandedBack { Run = back.Run.Value, Stay = back.Stay };
        if (back.ReportMissing is { } missing)
        {
            proto.ReportMissing = missing;
        }

        return proto;
    }

    public static JournalMessages.RunHandedBack FromProto(this P.RunHandedBack proto) => new(new RunId(proto.Run), proto.Stay, proto.HasReportMissing ? proto.ReportMissing : null);

    public static P.RunView ToProto(this RunView view)
    {
        var proto = new P.RunView
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
                    Networks = ByteString.CopyFrom([.. fold.Networks.Select(phase => (byte)phase)]),
                    Kind = (int)(fold.Kind ?? 0),
                    Planned = fold.Planned,
                    Done = fold.Done,
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
            Failures = { view.Failures.Select(failure => new P.UnitFailure { Unit = failure.Unit.ToProto(), Reason = failure.Reason, Cause = (int)failure.Cause }) },
            Merged = { view.Merged.Select(OutcomeMapping.ToProto) },
            Failure = view.Failure?.ToProto(),
            DroppedReports = view.DroppedReports,
            NetworkType = (int)view.NetworkType,
            Architecture = view.Architecture,
            Epochs = view.Epochs,
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
        if (view.FirstSlice is { } first)
        {
            proto.FirstSlice = first;
        }

        if (view.ReportMissing is { } missing)
        {
            proto.ReportMissing = missing;
        }

        return proto;
    }

    public static RunView FromProto(this P.RunView proto) => new(
        new RunId(proto.Run),
        (RunPhase)proto.Phase,
        proto.OutputDirectory,
        proto.EpochsDone,
        proto.EpochsPlanned,
        [.. proto.Folds.Select(fold => new FoldProgress(new FoldIndex(fold.Fold), fold.Waiting, fold.Running, fold.Completed, fold.Failed, fold.Merged)
        {
            Networks = [.. fold.Networks.Select(phase => (UnitPhase)phase)],
            Kind = fold.Kind == 0 ? null : Bounds.Term<VariationKind>(fold.Kind),
            Planned = fold.Planned,
            Done = fold.Done,
        })],
        [.. proto.Running.Select(unit => new RunningUnit(unit.Unit.FromProto(), unit.Node, unit.EpochsDone, unit.Last?.FromProto(), unit.Batch, unit.Batches))],
        [.. proto.Failures.Select(failure => new UnitFailure(failure.Unit.FromProto(), failure.Reason, Bounds.Term<FailureCause>(failure.Cause)))],
        [.. proto.Merged.Select(OutcomeMapping.FromProto)],
        proto.Failure?.FromProto(),
        proto.DroppedReports)
    {
        NetworkType = (NetworkType)proto.NetworkType,
        Architecture = proto.Architecture,
        Epochs = proto.Epochs,
        FirstSlice = proto.HasFirstSlice ? proto.FirstSlice : null,
        ReportMissing = proto.HasReportMissing ? proto.ReportMissing : null,
        Reconstructions =
            [.. proto.Reconstructions.Select(fold => new FoldReconstruction(new FoldIndex(fold.Fold), fold.Epoch, fold.EpochsTrained, fold.TrainLoss, fold.ValidationLoss))],
    };
}
