using Akka.Actor;
using Akka.Configuration;
using SliceActors.Actors.Hosting;
using SliceActors.Actors.Hosting.Joining;
using SliceActors.Actors.Tests.Support;
using SliceActors.Testing;
using SliceActors.Testing.Postgres;
using AkkaCluster = Akka.Cluster.Cluster;

namespace SliceActors.Actors.Tests.Hosting.Joining;

/// <summary>Seeds with real actor systems on loopback and a real database.</summary>
[Collection(SharedPostgres.Name)]
public sealed class ClusterSeatTests(PostgresServer server) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = Deadline.OfTests;

    private readonly List<ActorSystem> systems = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var system in systems)
            await system.Terminate();
    }

    [SkippableFact]
    public async Task A_seed_joins_the_first_and_comes_back_with_a_new_actor_system_after_it_was_downed()
    {
        await using var database = ClusterDatabase.Open(server.NewDatabase());
        await SeedTable.PrepareAsync(database);
        await using var one = new SeedHeart(database, SeedTimes.Proven, _ => { });
        await using var other = new SeedHeart(database, SeedTimes.Proven, _ => { });
        var (first, second) = (StartSystem(), StartSystem());
        one.Serve(first.Seat);
        await Until(() => first.Seat.Standing is SeatStanding.Up);
        other.Serve(second.Seat);
        await Until(() => AreTogether(first, second));

        second.Seat.Down();
        await Until(() => second.Seat.Standing is SeatStanding.Gone);
        var third = StartSystem();
        other.Serve(third.Seat);
        await Until(() => AreTogether(first, third));
    }

    [Fact]
    public async Task The_only_seed_founds_its_cluster()
    {
        await using var heart = new LoneHeart();
        var system = StartSystem();
        Assert.Equal(SeatStanding.Outside, system.Seat.Standing);
        heart.Serve(system.Seat);
        await Until(() => system.Seat.Standing is SeatStanding.Up);
    }

    private Started StartSystem()
    {
        var system = ActorSystem.Create("seats", ConfigurationFactory.ParseString("""
            akka {
              loglevel = OFF
              actor.provider = cluster
              cluster {
                gossip-interval = 0.1s
                leader-actions-interval = 0.1s
                seed-node-timeout = 1s

                # Who downs itself is gone so soon that the first may not have heard of it.
                split-brain-resolver {
                  active-strategy = keep-oldest
                  stable-after = 1s
                }
              }
              remote.dot-netty.tcp {
                hostname = "127.0.0.1"
                port = 0
              }
            }
            """).WithFallback(HoconFiles.Read("common.hocon")));
        systems.Add(system);
        return new Started(new ClusterSeat(system, seeds => AkkaCluster.Get(system).JoinSeedNodes(seeds)), AkkaCluster.Get(system));
    }

    private static bool AreTogether(params Started[] members) =>
        members.All(member => member.Seat.Standing is SeatStanding.Up && member.Cluster.State.Members.Count == members.Length);

    private static async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
            await Task.Delay(50, patience.Token);
    }

    private sealed record Started(ClusterSeat Seat, AkkaCluster Cluster);
}
