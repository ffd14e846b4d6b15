namespace SliceActors.Actors.Hosting.Joining;

/// <summary>For how long the heartbeats of this process have reached the database, by the database's clock.</summary>
/// <param name="longestGap">A longer pause between two of them breaks the chain: the process or the database stood still.</param>
internal sealed class UnbrokenBeats(TimeSpan longestGap)
{
    // A heartbeat that nobody waits for any more may still arrive beside the next one.
    private readonly Lock turn = new();
    private DateTime? first;
    private DateTime last;

    /// <summary>One has arrived.</summary>
    /// <returns>Length of the chain that ends with it.</returns>
    public TimeSpan Add(DateTime now)
    {
        lock (turn)
        {
            if (first is null || now - last > longestGap || now < last)
                first = now;
            last = now;
            return now - first.Value;
        }
    }

    /// <summary>One has not arrived.</summary>
    public void Break()
    {
        lock (turn)
            first = null;
    }
}
