namespace SliceActors.Actors.Places;

/// <summary>A folder that all machines of a cluster share.</summary>
/// <param name="Name">Absolute path by which the whole cluster, and every study, names it.</param>
/// <param name="Folder">Absolute path under which this machine has it.</param>
public sealed record StudyRoot(string Name, string Folder)
{
    /// <summary>Whether this machine has it under another path.</summary>
    public bool IsElsewhere => Name != Folder;

    /// <summary>Where this machine has something that lies below it.</summary>
    /// <param name="path">An absolute path, as the cluster names it.</param>
    /// <returns>Null when it does not lie below it.</returns>
    public string? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var rest = Path.GetRelativePath(Name, path);
        return rest == ".." || rest.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(rest) ? null : Path.GetFullPath(rest, Folder);
    }
}
