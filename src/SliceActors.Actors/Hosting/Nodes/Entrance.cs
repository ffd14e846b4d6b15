using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Remote;
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
/// <param name="letGoAfter">After how long without an answer a connection is taken for dead; null for longer than any connection takes to open.</param>
internal sealed class Entrance(ActorSystem system, string version, TimeSpan? letGoAfter = null)
{
    // As long as Akka may take to open a connection (15 s) and to shake hands (15 s).
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
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
    public void Join(ImmutableArray<Address> seeds)
    {
        if (seeds.FirstOrDefault(seed => seed.Protocol != cluster.SelfAddress.Protocol) is { } other)
        {
            refused.TrySetResult(new TroubleException(TroubleKind.BadInput, OtherProtocol(other)));
            return;
        }

        _ = KeepTrying(seeds, Interlocked.Increment(ref turn));
    }

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
        var heard = seeds.ToDictionary(seed => seed, _ => Stopwatch.StartNew());
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

            foreach (var answer in answers)
            {
                if (answer.HasAnswered)
                {
                    heard[answer.Seed].Restart();
                }
                else if (IsWanted(mine) && heard[answer.Seed].Elapsed > (letGoAfter ?? Silence))
                {
                    LetGo(answer.Seed);
                    heard[answer.Seed].Restart();
                }
            }

            await Task.Delay(AskAgainAfter).ConfigureAwait(false);
        }
    }

    // Seeds of one database know each other by it, whether they can talk to each other or not.
    private static string OtherProtocol(Address seed) => seed.Protocol.Contains("ssl", StringComparison.Ordinal)
        ? $"The seed {seed.Host}:{seed.Port} of this database works with certificates, and this node has none: name one of that site with --tls_authority and --tls_certificate, or another database."
        : $"The seed {seed.Host}:{seed.Port} of this database works without certificates, and this node has one: leave out --tls_authority and --tls_certificate, or name another database.";

    /// <summary>A seed that has founded a cluster meanwhile is in: whoever comes later does not decide about it.</summary>
    private bool IsWanted(int mine) => mine == Volatile.Read(ref turn) && IsOutside;

    /// <summary>Who does not answer, or whom nobody can ask any more, says nothing.</summary>
    private Task<Answer> Ask(Address seed) => system
        .ActorSelection(new RootActorPath(seed) / "user" / GreeterActor.Name)
        .Ask<ClusterVersion>(new AskVersion(), AnswerWithin)
        .ContinueWith(
            asked => asked is { IsCompletedSuccessfully: true, Result: var said } ? new Answer(seed, HasAnswered: true, said.IsMember, said.Version == version, SharedSettings.Difference(version, settings, said)) : new Answer(seed, HasAnswered: false, IsMember: false, HasOurVersion: true, null),
            TaskScheduler.Default);

    /// <summary>
    /// Closes the connections to a seed, so that the next question opens one. Akka answers over a connection that the other side opened where there is one, and
    /// the other side may have forgotten it: it gave an attempt up when it took this node's earlier self for dead, and the attempt came through nevertheless when
    /// the network was mended. Heartbeats of the connection go on, and nobody reads what is said.
    /// </summary>
    private void LetGo(Address seed) => ((IRemoteActorRefProvider)((ExtendedActorSystem)system).Provider).Quarantine(seed, uid: null);

    private sealed record Answer(Address Seed, bool HasAnswered, bool IsMember, bool HasOurVersion, string? Difference);
}
