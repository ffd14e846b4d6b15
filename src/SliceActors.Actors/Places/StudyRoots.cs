namespace SliceActors.Actors.Places;

/// <summary>Where a machine sees what all machines share.</summary>
/// <param name="Caps">Images and tables; null when they may lie anywhere.</param>
/// <param name="Results">Results; null when they may lie anywhere.</param>
public sealed record StudyRoots(StudyRoot? Caps, StudyRoot? Results)
{
    /// <summary>Everything may lie anywhere, where it is said to.</summary>
    public static StudyRoots Anywhere { get; } = new(null, null);

    /// <summary>Whether this machine has one of them under another path than the cluster names it by.</summary>
    public bool AreElsewhere => Caps is { IsElsewhere: true } || Results is { IsElsewhere: true };

    /// <summary>Where this machine has what a study names.</summary>
    /// <param name="path">An absolute path, as the cluster names it.</param>
    public string Here(string path) =>
        new[] { Caps, Results }.OfType<StudyRoot>().OrderByDescending(root => root.Name.Length).Select(root => root.Find(path)).FirstOrDefault(found => found is not null) ?? path;
}
