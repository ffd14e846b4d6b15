using Google.Protobuf;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using P = SliceActors.Wire.Proto;

namespace SliceActors.Wire;

/// <summary>Parts of journals to their schema and back; their events have the schema that they have in a journal.</summary>
internal static class JournalMapping
{
    public static P.TakeOverRun ToProto(this JournalMessages.TakeOverRun take) => new()
    {
        Submission = RunEvents.RunSubmitted.Of(take.Submission).ToProto(),
        Stay = take.Stay,
        RetryFailed = take.RetryFailed,
        Priority = take.Priority ?? 0,
        Part = take.Part.ToProto(),
    };

    public static JournalMessages.TakeOverRun FromProto(this P.TakeOverRun proto) =>
        new(proto.Submission.FromProto().ToCommand(), proto.Stay, proto.RetryFailed, proto.Part.FromProto(), proto.Priority > 0 ? proto.Priority : null);

    public static P.HandBackRun ToProto(this JournalMessages.HandBackRun back) => new()
    {
        Run = back.Run.Value,
        Study = PlanMapping.Hex(back.Study),
        Folder = back.Folder,
        Stay = back.Stay,
        Part = back.Part.ToProto(),
    };

    public static JournalMessages.HandBackRun FromProto(this P.HandBackRun proto) =>
        new(new RunId(proto.Run), PlanMapping.Hex(proto.Study), proto.Folder, proto.Stay, proto.Part.FromProto());

    public static P.EventsHappened ToProto(this HistoryMessages.EventsHappened page) => new()
    {
        Run = page.Run.Value,
        Events = { page.Events.Select(ToProto) },
        Newest = page.Newest,
        IsAll = page.IsAll,
    };

    public static HistoryMessages.EventsHappened FromProto(this P.EventsHappened proto) =>
        new(new RunId(proto.Run), [.. proto.Events.Select(FromProto)], proto.Newest, proto.IsAll);

    public static P.HistoryTakenOver ToProto(this RunEvents.HistoryTakenOver taken) => new() { Events = { taken.Events.Select(ToProto) } };

    public static RunEvents.HistoryTakenOver FromProto(this P.HistoryTakenOver proto) => new([.. proto.Events.Select(PlainFromProto)]);

    private static P.JournalPart ToProto(this JournalMessages.JournalPart part) => new()
    {
        Index = part.Index,
        Count = part.Count,
        Events = { part.Events.Select(ToProto) },
    };

    private static JournalMessages.JournalPart FromProto(this P.JournalPart proto) => new(
        Bounds.Within(proto.Index, 0, proto.Count - 1, "number of a part"),
        proto.Count,
        [.. proto.Events.Select(FromProto)]);

    private static P.DatedEvent ToProto(DatedEvent dated) => new() { Number = dated.Number, Ticks = dated.When?.UtcTicks ?? 0, Event = ToProto(dated.Happened) };

    private static DatedEvent FromProto(P.DatedEvent proto) => new(
        proto.Number,
        proto.Ticks > 0 ? new DateTimeOffset(Math.Min(proto.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero) : null,
        FromProto(proto.Event));

    private static P.StoredEvent ToProto(IRunEvent happened) => new()
    {
        Manifest = JournalSchema.Current.ManifestOf(happened),
        Content = ByteString.CopyFrom(JournalSchema.Current.Write(happened)),
    };

    private static IRunEvent FromProto(P.StoredEvent stored) =>
        JournalSchema.Current.Read(stored.Manifest, stored.Content.Memory) as IRunEvent ?? throw new FormatException($"'{stored.Manifest}' is no event of a run");

    private static IRunEvent PlainFromProto(P.StoredEvent stored) =>
        // Said before it is read: parts within parts within parts of a damaged event would end the process.
        stored.Manifest == JournalSchema.HistoryTakenOver ? throw new FormatException("a part of a history within another one") : FromProto(stored);
}
