namespace SliceActors.Runs.Files;

/// <summary>
/// The folder of one assignment of one unit. Nobody else writes in it, so that a trainer that comes back from the dead harms no other; what it made
/// for the result tree lies apart, to be published when the journal has settled the unit.
/// </summary>
/// <param name="Root">Absolute path.</param>
public sealed record AttemptFolder(string Root)
{
    /// <summary>Folder of the checkpoints.</summary>
    public string Checkpoints => Path.Combine(Root, "checkpoints");

    /// <summary>What will be published, laid out as in the result tree.</summary>
    public ResultTree Results => new(Path.Combine(Root, "results"));
}
