using SliceActors.Actors.Hosting.Security;
using SliceActors.Actors.Hosting.Settings;
using AkkaCluster = Akka.Cluster.Cluster;

namespace SliceActors.Actors.Hosting.Nodes;

/// <summary>Finds out why a node is not let in: it would otherwise try for ever, and say nothing.</summary>
internal static class Admission
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(2);

    // A seed that lets everybody in takes the question for garbage: nobody is asked while a usual start lasts.
    private static readonly TimeSpan AskEveryWithout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1);

    /// <summary>Asks the seeds whenever the node is not a member.</summary>
    /// <param name="cluster">Its cluster of the moment.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Ends with a sentence when a seed refuses the node or is refused by it; else not before it is cancelled.</returns>
    public static async Task<string> Refused(Func<AkkaCluster> cluster, ClusterSettings settings, CancellationToken cancellation)
    {
        var every = settings.Identity is null ? AskEveryWithout : AskEvery;
        while (true)
        {
            await Task.Delay(every, cancellation).ConfigureAwait(false);
            foreach (var seed in settings.Seeds.Where(seed => seed != settings.Self))
            {
                if (!cluster().IsUp && await TlsProbe.Ask(settings.Identity, seed.Host, seed.Port, AnswerWithin, cancellation).ConfigureAwait(false) is { } fault)
                {
                    return fault;
                }
            }
        }
    }
}
