namespace SliceActors.Runs.States;

/// <summary>Where a run stands.</summary>
public enum RunPhase
{
    /// <summary>Never submitted.</summary>
    Unknown,

    /// <summary>Units wait, run or are finished; the run is not over.</summary>
    Running,

    /// <summary>Stopped by a person; can be resumed.</summary>
    Cancelled,

    /// <summary>Everything is done.</summary>
    Completed,

    /// <summary>Everything is done but for units that failed.</summary>
    CompletedWithFailedUnits,

    /// <summary>Could not go on; can be resumed once the reason is gone.</summary>
    Failed,

    /// <summary>Waits until a person resumes it; its events stay where they are.</summary>
    Paused,
}
