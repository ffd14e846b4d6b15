using System.Collections.Immutable;
using Akka.Actor;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Runs.Errors;
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
    private readonly TaskCompletionSource<Exception> refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int turn;

    /// <summary>
    /// Ends with a sentence when the cluster has another version, which is <see cref="RefusedException"/>, or other settings, which is bad input; else never.
    /// Settings do not mend themselves, but a node that is started again may be of the newer version by then.
    /// </summary>
    public Task<Exception> Refused => refused.Task;

    private bool IsOutside => !cluster.IsTerminated && cluster.State.Members.All(member => member.UniqueAddress != cluster.SelfUniqueAddress);

    /// <summary>Joins these seeds once one of them has answered that is a member, and none of those differs; asks until then. Waits for nothing. Said again, only the last word counts.</summary>
    public void Join(ImmutableArray<Address> seeds) => _ = KeepTrying(seeds, Interlocked.Increment(ref turn));

    /// <summary>What it did not foresee ends the node instead of letting it wait for ever.</summary>
    private async Task KeepTrying(ImmutableArray<Address> seeds, int mine)
    {
        try
        {
            await TryAsync(seeds, mine).ConfigureAwait(false);
        }
        catch (Exception trouble) when (!system.WhenTerminated.IsCompleted)
        {
            refused.TrySetResult(trouble);
        }
    }

    private async Task TryAsync(ImmutableArray<Address> seeds, int mine)
    {
        while (IsWanted(mine))
        {
            // A seed that is no member itself, because it differs or is on its way, decides nothing.
            var answers = await Task.WhenAll(seeds.Where(seed => seed != cluster.SelfAddress).Select(Ask)).ConfigureAwait(false);
            if (IsWanted(mine) && answers.Any(answer => answer.IsMember))
            {
                if (answers.FirstOrDefault(answer => answer is { IsMember: true, Difference: not null }) is { } other)
                {
                    var sentence = $"The cluster of {other.Seed.Host}:{other.Seed.Port} does not let this node in: {other.Difference}. All nodes of a cluster need the same version and the same settings here (hocon/README.md, cluster.hocon).";
                    refused.TrySetResult(other.HasOurVersion ? new TroubleException(TroubleKind.BadInput, sentence) : new RefusedException(sentence));
                }
                else
                {
                    cluster.JoinSeedNodes(seeds);
                }

                return;
            }

            await Task.Delay(AskAgainAfter).ConfigureAwait(false);
        }
    }

    /// <summary>A seed that has founded a cluster meanwhile is in: whoever comes later does not decide about it.</summary>
    private bool IsWanted(int mine) => mine == Volatile.Read(ref turn) && IsOutside;

    /// <summary>Who does not answer, or whom nobody can ask any more, says nothing.</summary>
    private Task<Answer> Ask(Address seed) => system
        .ActorSelection(new RootActorPath(seed) / "user" / GreeterActor.Name)
        .Ask<ClusterVersion>(new AskVersion(), AnswerWithin)
        .ContinueWith(
            asked => asked is { IsCompletedSuccessfully: true, Result: var said } ? new Answer(seed, said.IsMember, said.Version == version, SharedSettings.Difference(version, settings, said)) : new Answer(seed, IsMember: false, HasOurVersion: true, null),
            TaskScheduler.Default);

    private sealed record Answer(Address Seed, bool IsMember, bool HasOurVersion, string? Difference);
}
