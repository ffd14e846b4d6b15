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

    private static P.JournalPart ToProto(this JournalMessages.JournalPart part) => new()
    {
        Index = part.Index,
        Count = part.Count,
        Events =
        {
            part.Events.Select(happened => new P.StoredEvent
            {
                Manifest = JournalSchema.Current.ManifestOf(happened),
                Content = ByteString.CopyFrom(JournalSchema.Current.Write(happened)),
            }),
        },
    };

    private static JournalMessages.JournalPart FromProto(this P.JournalPart proto) => new(
        Bounds.Within(proto.Index, 0, proto.Count - 1, "number of a part"),
        proto.Count,
        [.. proto.Events.Select(stored => JournalSchema.Current.Read(stored.Manifest, stored.Content.Memory) as IRunEvent ?? throw new FormatException($"'{stored.Manifest}' is no event of a run"))]);
}
