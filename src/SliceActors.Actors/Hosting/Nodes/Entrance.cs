using System.Collections.Immutable;
using Akka.Actor;
using SliceActors.Actors.Hosting.Settings;
using static SliceActors.Runs.Messages.ClientMessages;
using AkkaCluster = Akka.Cluster.Cluster;

namespace SliceActors.Actors.Hosting.Nodes;

/// <summary>
/// The way of an actor system into its cluster. Akka lets in whoever asks; here a node first asks the seeds which version and settings they have, and joins only
/// where they are its own.
/// </summary>
/// <param name="system">The actor system, no member yet.</param>
/// <param name="version">Version of the program.</param>
internal sealed class Entrance(ActorSystem system, string version)
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    private readonly AkkaCluster cluster = AkkaCluster.Get(system);
    private readonly ImmutableArray<SharedSetting> settings = SharedSettings.Of(system.Settings.Config);
    private readonly TaskCompletionSource<string> refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int turn;

    /// <summary>Ends with a sentence when a seed has another version or other settings; else never.</summary>
    public Task<string> Refused => refused.Task;

    /// <summary>Joins these seeds once one of them has answered and none differs; asks until then. Waits for nothing. Said again, only the last word counts.</summary>
    public void Join(ImmutableArray<Address> seeds) => _ = TryAsync(seeds, Interlocked.Increment(ref turn));

    private async Task TryAsync(ImmutableArray<Address> seeds, int mine)
    {
        while (mine == Volatile.Read(ref turn) && !system.WhenTerminated.IsCompleted)
        {
            var answers = await Task.WhenAll(seeds.Where(seed => seed != cluster.SelfAddress).Select(Ask)).ConfigureAwait(false);
            if (answers.FirstOrDefault(answer => answer.Difference is not null) is { Difference: { } difference, Seed: { } seed })
            {
                refused.TrySetResult($"The cluster of {seed.Host}:{seed.Port} does not let this node in: {difference}. All nodes of a cluster need the same version and the same settings here (hocon/README.md, cluster.hocon).");
                return;
            }

            if (mine == Volatile.Read(ref turn) && answers.Any(answer => answer.HasAnswered))
            {
                cluster.JoinSeedNodes(seeds);
                return;
            }

            await Task.Delay(AskAgainAfter).ConfigureAwait(false);
        }
    }

    /// <summary>Who does not answer, or whom nobody can ask any more, says nothing.</summary>
    private Task<Answer> Ask(Address seed) => system
        .ActorSelection(new RootActorPath(seed) / "user" / GreeterActor.Name)
        .Ask<ClusterVersion>(new AskVersion(), AnswerWithin)
        .ContinueWith(
            asked => asked.IsCompletedSuccessfully ? new Answer(seed, HasAnswered: true, SharedSettings.Difference(version, settings, asked.Result)) : new Answer(seed, HasAnswered: false, null),
            TaskScheduler.Default);

    private sealed record Answer(Address Seed, bool HasAnswered, string? Difference);
}
