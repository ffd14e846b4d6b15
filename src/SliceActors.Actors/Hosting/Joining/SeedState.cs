namespace SliceActors.Actors.Hosting.Joining;

/// <summary>Where a seed says that it stands; its name in lower case is in the table.</summary>
internal enum SeedState
{
    /// <summary>In no cluster yet.</summary>
    Waiting,

    /// <summary>Begins the cluster of its generation.</summary>
    Founding,

    /// <summary>Member of the cluster of its generation.</summary>
    Up,

    /// <summary>Ended in order: nobody has to wait for it.</summary>
    Left,
}
