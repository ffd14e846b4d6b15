namespace SliceActors.Actors.Hosting.Settings;

/// <summary>What a node of a cluster is for; it may be several.</summary>
public enum NodeRole
{
    /// <summary>Keeps the registry of runs and their journal; votes.</summary>
    Seed,

    /// <summary>Votes only.</summary>
    Witness,

    /// <summary>Trains.</summary>
    Trainer,
}
