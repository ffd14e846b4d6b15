namespace SliceActors.Actors.Hosting.Settings;

/// <summary>Where a seed keeps the runs.</summary>
public abstract record ClusterJournal
{
    /// <summary>A SQLite file on the seed's own disk: for one seed.</summary>
    /// <param name="Path">The file; made when absent.</param>
    public sealed record File(string Path) : ClusterJournal;

    /// <summary>A PostgreSQL database: for one seed or more.</summary>
    /// <param name="Connection">How Npgsql reaches it.</param>
    public sealed record Database(string Connection) : ClusterJournal;
}
