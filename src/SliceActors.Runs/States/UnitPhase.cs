namespace SliceActors.Runs.States;

/// <summary>Where a training unit stands.</summary>
public enum UnitPhase
{
    /// <summary>Waits for a slot.</summary>
    Waiting,

    /// <summary>Is in the hands of a node.</summary>
    Running,

    /// <summary>Finished.</summary>
    Completed,

    /// <summary>Failed for good.</summary>
    Failed,
}
