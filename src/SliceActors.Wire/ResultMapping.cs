using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using P = SliceActors.Wire.Proto;

namespace SliceActors.Wire;

/// <summary>What a run has a node write, to its schema and back.</summary>
internal static class ResultMapping
{
    public static P.SettledUnit ToProto(this SettledUnit settled) =>
        new() { Unit = settled.Unit.ToProto(), Attempt = settled.Attempt.Value, IsCompleted = settled.IsCompleted };

    public static SettledUnit FromProto(this P.SettledUnit proto) => new(proto.Unit.FromProto(), new Attempt(proto.Attempt), proto.IsCompleted);

    public static P.PublishUnits ToProto(this ResultMessages.PublishUnits publish) => new()
    {
        Run = publish.Run.Value,
        Folder = publish.Folder,
        Units = { publish.Units.Select(ToProto) },
    };

    public static ResultMessages.PublishUnits FromProto(this P.PublishUnits proto) => new(new RunId(proto.Run), proto.Folder, [.. proto.Units.Select(FromProto)]);

    public static P.WriteFold ToProto(this ResultMessages.WriteFold write) => new()
    {
        Run = write.Run.Value,
        Study = PlanMapping.Hex(write.Study),
        Folder = write.Folder,
        Fold = write.Fold.Value,
        Completed =
        {
            write.Completed.Select(outcome => new P.CompletedUnit
            {
                Unit = outcome.Unit.ToProto(),
                EpochsTrained = outcome.EpochsTrained,
                Best = { outcome.Best.Select(OutcomeMapping.ToProto) },
                Predictions = outcome.Predictions?.ToProto(),
            }),
        },
    };

    public static ResultMessages.WriteFold FromProto(this P.WriteFold proto) => new(
        new RunId(proto.Run),
        PlanMapping.Hex(proto.Study),
        proto.Folder,
        new FoldIndex(proto.Fold),
        [.. proto.Completed.Select(unit => new UnitOutcome(unit.Unit.FromProto(), unit.EpochsTrained, [.. unit.Best.Select(OutcomeMapping.FromProto)], unit.Predictions?.FromProto()))]);
}
