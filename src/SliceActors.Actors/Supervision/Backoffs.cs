using Akka.Actor;
using Akka.Pattern;

namespace SliceActors.Actors.Supervision;

/// <summary>How actors that stopped are started again: after a pause that doubles, so that what was away for a while is waited for.</summary>
internal static class Backoffs
{
    /// <summary>However long something is away, it is waited for.</summary>
    public const int ForEver = -1;

    private const int RetriesOfOneMachine = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // A journal that can be read but not written to lets an actor live for a moment each time: that is no recovery.
    private static readonly TimeSpan LivesAgainAfter = TimeSpan.FromMinutes(1);

    /// <summary>How often what a run consists of is started again in a row: in a cluster whatever is away is waited for, at one machine a person is told.</summary>
    /// <param name="stay">Names the stay of the run in the journal of a cluster; null on one machine.</param>
    public static int RetriesFor(string? stay) => stay is null ? RetriesOfOneMachine : ForEver;

    /// <summary>An actor that starts its child again whenever it stops, be it by itself or because it threw; what it is told goes on to the child.</summary>
    /// <param name="child">The child.</param>
    /// <param name="name">Its name.</param>
    /// <param name="retries">After how many starts in a row it stops for good, and the child with it.</param>
    /// <param name="onThrown">Is told what the child threw; called inside the supervising actor.</param>
    public static Props Over(Props child, string name, int retries, Action<Exception>? onThrown = null) => BackoffSupervisor.Props(
        Backoff.OnStop(child, name, FirstPause, LongestPause, 0.1, retries)
            .WithAutoReset(LivesAgainAfter)
            .WithSupervisorStrategy(new OneForOneStrategy(retries, Timeout.InfiniteTimeSpan, trouble =>
            {
                onThrown?.Invoke(trouble);
                return Directive.Stop;
            })));
}
