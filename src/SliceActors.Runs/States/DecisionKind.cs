namespace SliceActors.Runs.States;

/// <summary>The kinds of answers a decision can be.</summary>
public enum DecisionKind
{
    /// <summary>There are events to store.</summary>
    Accepted,

    /// <summary>The command was carried out before; it is answered again.</summary>
    Repeated,

    /// <summary>A report of an older attempt or of a run that no longer waits for it: counted and dropped.</summary>
    Stale,

    /// <summary>A report that came before the one that it follows: not answered, so that it is sent again.</summary>
    Early,

    /// <summary>The command does not fit the state.</summary>
    Refused,
}
