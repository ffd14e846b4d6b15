namespace SliceActors.Actors.Runs;

/// <summary>How long a run waits for a node that may still be training its units, before it has them trained elsewhere.</summary>
/// <param name="AfterLoss">For a node that was lost: one that was only cut off is back after some 10 seconds.</param>
/// <param name="AfterStart">For a node that a supervisor which has just started has not heard of.</param>
/// <param name="AlsoOnResume">Whether a run that is told to go on leaves units to the nodes that it waits for; else it has them trained at once.</param>
internal sealed record Patience(TimeSpan AfterLoss, TimeSpan AfterStart, bool AlsoOnResume)
{
    /// <summary>What one machine needs, where the only node answers at once, and is not at work yet when a run is taken up.</summary>
    public static readonly Patience OneMachine = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), AlsoOnResume: false);

    /// <summary>What a cluster needs.</summary>
    public static readonly Patience Cluster = new(TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(30), AlsoOnResume: true);
}
