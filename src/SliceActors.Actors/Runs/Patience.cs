namespace SliceActors.Actors.Runs;

/// <summary>How long a run waits for a node that may still be training its units, before it has them trained elsewhere.</summary>
/// <param name="AfterLoss">For a node that was lost: one that was only cut off is back after some 10 seconds.</param>
/// <param name="AfterStart">For a node that a supervisor which has just started has not heard of.</param>
internal sealed record Patience(TimeSpan AfterLoss, TimeSpan AfterStart)
{
    /// <summary>What one machine needs, where the only node answers at once.</summary>
    public static readonly Patience OneMachine = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));

    /// <summary>What a cluster needs.</summary>
    public static readonly Patience Cluster = new(TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(30));
}
