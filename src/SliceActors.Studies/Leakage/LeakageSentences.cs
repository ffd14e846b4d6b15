using SliceActors.Cohorts.Leakage;

namespace SliceActors.Studies.Leakage;

/// <summary>Puts leaks of one kind into words.</summary>
internal static class LeakageSentences
{
    private const int NamesSaid = 5;

    /// <summary>What was found, without place and full stop.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="leaks">At least one leak of it.</param>
    public static string Found(LeakageKind kind, IReadOnlyList<LeakageFinding> leaks)
    {
        var pairs = leaks.DistinctBy(leak => (leak.Tested, leak.Known)).ToList();
        var (tested, known) = (leaks[0].Tested.Set, leaks[0].Known.Set);
        var images = pairs.Count == 1 ? "1 image" : $"{pairs.Count} images";
        var what = kind switch
        {
            LeakageKind.SameImage => $"{images} of {tested} with the voxels of an image of {known} that has another name",
            LeakageKind.NearCopy => $"{images} of {tested} nearly equal to an image of {known} that has another name, as a copy with other brightness or some noise is",
            LeakageKind.OtherLabel => $"{images} with the voxels of another one of the same set and another label",
            LeakageKind.RepeatedImage => $"{images} with the voxels of another one of the same set, which counts twice",
            LeakageKind.SourceImage => $"its networks learned from {images} of {tested}, under another name",
            LeakageKind.SourceNearCopy => $"its networks learned from images nearly equal to {images} of {tested} that has another name",
            LeakageKind.GroupImage => $"its networks learned from {images} of {tested}, under another name",
            LeakageKind.GroupNearCopy => $"its networks learned from images nearly equal to {images} of {tested} that has another name",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
        return $"{what}: {string.Join(", ", pairs.Take(NamesSaid).Select(Name))}{(pairs.Count > NamesSaid ? ", …" : string.Empty)}";
    }

    private static string Name(LeakageFinding leak) =>
        $"{leak.Tested.ParticipantId} {leak.Tested.SessionId} ({leak.Known.ParticipantId} {leak.Known.SessionId})";
}
