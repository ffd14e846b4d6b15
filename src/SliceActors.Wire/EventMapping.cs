using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using P = SliceActors.Wire.Proto;

namespace SliceActors.Wire;

/// <summary>Events to their schema and back.</summary>
internal static class EventMapping
{
    public static P.RunSubmitted ToProto(this RunEvents.RunSubmitted submitted) => new()
    {
        Run = submitted.Run.Value,
        Spec = submitted.Spec.ToProto(),
        Plan = submitted.Plan.ToProto(),
        ImageDigests = { submitted.ImageDigests.Select(PlanMapping.Hex) },
        OutputDirectory = submitted.OutputDirectory,
    };

    public static RunEvents.RunSubmitted FromProto(this P.RunSubmitted proto)
    {
        Bounds.Alike(proto.ImageDigests.Count, proto.Plan.Images.Count, "digests of images");
        return new(
            new RunId(proto.Run),
            proto.Spec.FromProto(),
            proto.Plan.FromProto(),
            [.. proto.ImageDigests.Select(PlanMapping.Hex)],
            proto.OutputDirectory);
    }

    public static P.RunExtended ToProto(this RunEvents.RunExtended extended) => new()
    {
        Spec = extended.Spec.ToProto(),
        Plan = extended.Plan.ToProto(),
        ImageDigests = { extended.ImageDigests.Select(PlanMapping.Hex) },
    };

    public static RunEvents.RunExtended FromProto(this P.RunExtended proto)
    {
        Bounds.Alike(proto.ImageDigests.Count, proto.Plan.Images.Count, "digests of images");
        return new(proto.Spec.FromProto(), proto.Plan.FromProto(), [.. proto.ImageDigests.Select(PlanMapping.Hex)]);
    }

    public static P.UnitAssigned ToProto(this RunEvents.UnitAssigned assigned) =>
        new() { Unit = assigned.Unit.ToProto(), Attempt = assigned.Attempt.Value, Node = assigned.Node };

    public static RunEvents.UnitAssigned FromProto(this P.UnitAssigned proto) =>
        new(proto.Unit.FromProto(), new Attempt(proto.Attempt), proto.Node);

    public static P.EpochCompleted ToProto(this RunEvents.EpochCompleted epoch) =>
        new() { Unit = epoch.Unit.ToProto(), Attempt = epoch.Attempt.Value, Report = epoch.Report.ToProto() };

    public static RunEvents.EpochCompleted FromProto(this P.EpochCompleted proto) =>
        new(proto.Unit.FromProto(), new Attempt(proto.Attempt), proto.Report.FromProto());

    public static P.EpochSaved ToProto(this RunEvents.EpochSaved saved) =>
        new() { Unit = saved.Unit.ToProto(), Attempt = saved.Attempt.Value, Epoch = saved.Epoch, Checkpoint = saved.Checkpoint.ToProto() };

    public static RunEvents.EpochSaved FromProto(this P.EpochSaved proto) =>
        new(proto.Unit.FromProto(), new Attempt(proto.Attempt), proto.Epoch, proto.Checkpoint.FromProto());

    public static P.UnitCompleted ToProto(this RunEvents.UnitCompleted completed) => new()
    {
        Unit = completed.Outcome.Unit.ToProto(),
        Attempt = completed.Attempt.Value,
        EpochsTrained = completed.Outcome.EpochsTrained,
        Best = { completed.Outcome.Best.Select(OutcomeMapping.ToProto) },
        Predictions = completed.Outcome.Predictions?.ToProto(),
    };

    public static RunEvents.UnitCompleted FromProto(this P.UnitCompleted proto) => new(
        new Attempt(proto.Attempt),
        new UnitOutcome(proto.Unit.FromProto(), proto.EpochsTrained, [.. proto.Best.Select(OutcomeMapping.FromProto)], proto.Predictions?.FromProto()));

    public static P.UnitDeclined ToProto(this RunEvents.UnitDeclined declined) =>
        new() { Unit = declined.Unit.ToProto(), Attempt = declined.Attempt.Value, Reason = declined.Reason, Cause = (int)declined.Cause };

    public static RunEvents.UnitDeclined FromProto(this P.UnitDeclined proto) =>
        new(proto.Unit.FromProto(), new Attempt(proto.Attempt), proto.Reason, (TroubleKind)proto.Cause);

    public static P.VoteMerged ToProto(this FoldEvents.VoteMerged merged) => new()
    {
        Summary = merged.Summary.ToProto(),
        Outcomes = { merged.Outcomes.Select(OutcomeMapping.ToProto) },
    };

    public static FoldEvents.VoteMerged FromProto(this P.VoteMerged proto) => new(proto.Summary.FromProto(), [.. proto.Outcomes.Select(OutcomeMapping.FromProto)]);

    public static P.UnitFailed ToProto(this RunEvents.UnitFailed failed) =>
        new() { Unit = failed.Unit.ToProto(), Attempt = failed.Attempt.Value, Reason = failed.Reason, Cause = (int)failed.Cause };

    public static RunEvents.UnitFailed FromProto(this P.UnitFailed proto) =>
        new(proto.Unit.FromProto(), new Attempt(proto.Attempt), proto.Reason, Bounds.Term<FailureCause>(proto.Cause));

    public static P.RunFailed ToProto(this RunEvents.RunFailed failed) => new() { Reason = failed.Reason, Cause = (int)failed.Cause };

    public static RunEvents.RunFailed FromProto(this P.RunFailed proto) => new(proto.Reason, Bounds.Term<TroubleKind>(proto.Cause));
}
