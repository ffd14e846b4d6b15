using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Collections;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using P = SliceActors.Wire.Proto;

namespace SliceActors.Wire;

/// <summary>Ids and plans to their schema and back.</summary>
internal static class PlanMapping
{
    public static P.UnitId ToProto(this UnitId unit)
    {
        var proto = new P.UnitId { Fold = unit.Fold.Value };
        if (unit.Network is { } network)
        {
            proto.Network = network.Value;
        }

        return proto;
    }

    public static UnitId FromProto(this P.UnitId proto) =>
        new(new FoldIndex(proto.Fold), proto.HasNetwork ? new NetworkIndex(proto.Network) : null);

    public static P.FileDigest ToProto(this FileDigest digest) => new() { Length = digest.Length, Sha256 = Hex(digest.Sha256) };

    public static FileDigest FromProto(this P.FileDigest proto) => new(proto.Length, Hex(proto.Sha256));

    public static ByteString Hex(string hexadecimal) => ByteString.CopyFrom(Convert.FromHexString(hexadecimal));

    public static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);

    public static SliceRange Range(int first, int count)
    {
        first = Bounds.Within(first, 0, SliceIndex.Largest, "the first slice");
        return new(new SliceIndex(first), Bounds.Within(count, 0, SliceIndex.Largest + 1 - first, "the number of slices"));
    }

    public static P.PlannedImage ToProto(this PlannedImage image) =>
        new() { ParticipantId = image.ParticipantId, SessionId = image.SessionId, Path = image.Path };

    public static PlannedImage FromProto(this P.PlannedImage proto) => new(proto.ParticipantId, proto.SessionId, proto.Path);

    public static P.FoldPlan ToProto(this FoldPlan fold) => new()
    {
        Fold = fold.Fold.Value,
        TrainImages = { fold.Train.Select(session => session.Image) },
        TrainLabels = Labels(fold.Train),
        ValidationImages = { fold.Validation.Select(session => session.Image) },
        ValidationLabels = Labels(fold.Validation),
        LeakedParticipants = { fold.LeakedParticipants },
    };

    public static FoldPlan FromProto(this P.FoldPlan proto, int images) => new(
        new FoldIndex(Bounds.Within(proto.Fold, 0, int.MaxValue, "a fold")),
        Sessions(proto.TrainImages, proto.TrainLabels, images),
        Sessions(proto.ValidationImages, proto.ValidationLabels, images),
        [.. proto.LeakedParticipants]);

    public static P.RunPlan ToProto(this RunPlan plan) => new()
    {
        Images = { plan.Images.Select(ToProto) },
        FirstSlice = plan.Slices.First.Value,
        SliceCount = plan.Slices.Count,
        Folds = { plan.Folds.Select(ToProto) },
        Variations = { plan.Variations.Select(ToProto) },
    };

    public static RunPlan FromProto(this P.RunPlan proto) => new(
        [.. proto.Images.Select(FromProto)],
        Range(proto.FirstSlice, proto.SliceCount),
        [.. proto.Folds.Select(fold => fold.FromProto(proto.Images.Count))])
    {
        Variations = [.. proto.Variations.Select(FromProto)],
    };

    public static P.FoldVariation ToProto(this FoldVariation variation) => new()
    {
        Fold = variation.Fold.Value,
        Of = variation.Of.Value,
        Kind = (int)variation.Kind,
        Number = variation.Number,
        Seed = variation.Seed,
    };

    public static FoldVariation FromProto(this P.FoldVariation proto) => new(
        new FoldIndex(Bounds.Within(proto.Fold, FoldIndex.FirstVariation, int.MaxValue, "a fold that is trained once more")),
        new FoldIndex(Bounds.Within(proto.Of, 0, FoldIndex.FirstVariation - 1, "a fold")),
        Bounds.Term<VariationKind>(proto.Kind),
        Bounds.Within(proto.Number, 1, int.MaxValue, "the number of a permutation or repeat"),
        proto.Seed);

    private static ByteString Labels(ImmutableArray<PlannedSession> sessions) =>
        UnsafeByteOperations.UnsafeWrap(sessions.Select(session => (byte)session.Label).ToArray());

    private static ImmutableArray<PlannedSession> Sessions(RepeatedField<int> sessions, ByteString labels, int images)
    {
        Bounds.Alike(labels.Length, sessions.Count, "labels");
        return [.. sessions.Select((image, index) => new PlannedSession(Bounds.Within(image, 0, images - 1, "an image"), Bounds.Within(labels[index], 0, 1, "a label")))];
    }
}
