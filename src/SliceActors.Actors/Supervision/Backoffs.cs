using Akka.Actor;
using Akka.Pattern;

namespace SliceActors.Actors.Supervision;

/// <summary>How actors that stopped are started again: after a pause that doubles, so that what was away for a while is waited for.</summary>
internal static class Backoffs
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // A journal that can be read but not written to lets an actor live for a moment each time: that is no recovery.
    private static readonly TimeSpan LivesAgainAfter = TimeSpan.FromMinutes(1);

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
