namespace SliceActors.Endings;

/// <summary>Exit codes of the program.</summary>
public enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>Something went wrong that should not: a fault of the program.</summary>
    Unexpected = 1,

    /// <summary>Bad input; nothing was written.</summary>
    BadInput = 2,

    /// <summary>Storage failed (disk full, journal gone).</summary>
    Storage = 3,

    /// <summary>The run finished, but some of its units failed.</summary>
    FinishedWithFailedUnits = 4,

    /// <summary>Refused: another run owns the folder, or the run is unknown.</summary>
    Refused = 5,

    /// <summary>The cluster cannot be reached.</summary>
    ClusterNotReachable = 6,

    /// <summary>Stopped by the user; the run can be resumed. 128 + SIGINT, as shells expect.</summary>
    Interrupted = 130,
}
