namespace SliceActors.Actors.Hosting.Joining;

/// <summary>How often seeds tell that they live.</summary>
/// <param name="Beat">Between two heartbeats of a member.</param>
/// <param name="Retry">Between two heartbeats of a seed that is no member yet.</param>
/// <param name="Silence">After how long without a heartbeat a seed is taken for dead: at least three of them and one call.</param>
internal sealed record SeedTimes(TimeSpan Beat, TimeSpan Retry, TimeSpan Silence)
{
    /// <summary>The times that were tried out: no living seed was taken for dead on machines that had ten times too much to do.</summary>
    public static SeedTimes Proven { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));

    /// <summary>
    /// After how long a heartbeat breaks the chain that it belongs to. Whatever held it up held up the others as well, and they came up to one interval before it:
    /// half leaves them that much, and as much again.
    /// </summary>
    public TimeSpan LongestGap => Silence / 2;
}
