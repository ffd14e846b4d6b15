using Akka.Actor;
using Akka.Configuration;
using SliceActors.Actors.Hosting;
using SliceActors.Actors.Hosting.Nodes;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Messages;
using SliceActors.Testing;
using AkkaCluster = Akka.Cluster.Cluster;

namespace SliceActors.Actors.Tests.Hosting.Nodes;

/// <summary>Who lets a node into a cluster, with real actor systems on loopback.</summary>
public sealed class EntranceTests : IAsyncDisposable
{
    private const string Version = "0.2.0";
    private const string Other = "0.3.0";
    private static readonly TimeSpan Within = Deadline.OfTests;

    private readonly List<ActorSystem> systems = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var system in systems)
        {
            await system.Terminate();
        }
    }

    [Fact]
    public async Task A_seed_that_is_no_member_does_not_keep_a_node_from_a_cluster_that_agrees_with_it()
    {
        var (member, stranger, node) = (StartSeed(Version), StartSeed(Other), Start());
        await Found(member);
        var entrance = new Entrance(node.System, Version);

        entrance.Join([stranger.SelfAddress, member.SelfAddress]);

        await IsUp(node);
        Assert.False(entrance.Refused.IsCompleted);
    }

    [Fact]
    public async Task A_member_of_another_version_refuses()
    {
        var member = StartSeed(Other);
        await Found(member);
        var node = Start();
        var entrance = new Entrance(node.System, Version);

        entrance.Join([member.SelfAddress]);

        Assert.Contains(Other, Assert.IsType<RefusedException>(await entrance.Refused.WaitAsync(Within)).Message, StringComparison.Ordinal);
        Assert.Empty(node.State.Members);
    }

    [Fact]
    public async Task A_seed_with_certificates_is_no_seed_of_a_node_without_them()
    {
        var node = Start();
        var entrance = new Entrance(node.System, Version);

        entrance.Join([new Address("akka.ssl.tcp", node.System.Name, "127.0.0.1", 1)]);

        var refused = Assert.IsType<TroubleException>(await entrance.Refused.WaitAsync(Within));
        Assert.Equal(TroubleKind.BadInput, refused.Kind);
        Assert.Contains("127.0.0.1:1 of this database works with certificates, and this node has none", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_that_has_founded_a_cluster_is_not_refused_by_one_that_comes_later()
    {
        var (founder, later) = (StartSeed(Version), StartSeed(Other));
        var entrance = new Entrance(founder.System, Version);
        entrance.Join([later.SelfAddress]);
        await Found(founder);

        await Found(later);

        // The next question would come within a second; a node that asks the founder is answered after that.
        var node = Start();
        new Entrance(node.System, Version).Join([founder.SelfAddress]);
        await IsUp(node);
        Assert.False(entrance.Refused.IsCompleted);
    }

    [Fact]
    public async Task A_connection_under_the_name_of_a_seed_on_which_nobody_listens_is_let_go()
    {
        var (member, node) = (StartSeed(Version), Start());
        await Found(member);
        var ghost = Start($"public-hostname = \"{member.SelfAddress.Host}\", public-port = {member.SelfAddress.Port}");
        await Greeted(node, ghost);

        new Entrance(node.System, Version, letGoAfter: TimeSpan.FromSeconds(1)).Join([member.SelfAddress]);

        await IsUp(node);
        Assert.Contains(node.State.Members, known => known.UniqueAddress == member.SelfUniqueAddress);
    }

    /// <summary>Has one system say something to the other, which it hears.</summary>
    private static async Task Greeted(AkkaCluster listener, AkkaCluster speaker)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ear = listener.System.ActorOf(Props.Create(() => new Ear(heard)), "ear");
        var path = new RootActorPath(listener.SelfAddress) / "user" / ear.Path.Name;
        speaker.System.ActorSelection(path).Tell(new ClientMessages.AskVersion(), ActorRefs.NoSender);
        await heard.Task.WaitAsync(Within);
    }

    private static async Task Found(AkkaCluster cluster)
    {
        cluster.Join(cluster.SelfAddress);
        await IsUp(cluster);
    }

    private static async Task IsUp(AkkaCluster cluster)
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(up.SetResult);
        await up.Task.WaitAsync(Within);
    }

    private AkkaCluster StartSeed(string version)
    {
        var cluster = Start();
        cluster.System.ActorOf(GreeterActor.Props(version, SharedSettings.Of(cluster.System.Settings.Config)), GreeterActor.Name);
        return cluster;
    }

    private AkkaCluster Start(string transport = "")
    {
        var system = ActorSystem.Create("entrance", ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = OFF
              actor.provider = cluster
              cluster {
                gossip-interval = 0.1s
                leader-actions-interval = 0.1s
                seed-node-timeout = 1s
              }
              remote.dot-netty.tcp {
                hostname = "127.0.0.1"
                port = 0
                {{transport}}
              }
            }
            """).WithFallback(HoconFiles.Read("common.hocon")));
        systems.Add(system);
        return AkkaCluster.Get(system);
    }

    private sealed class Ear : ReceiveActor
    {
        public Ear(TaskCompletionSource heard) => ReceiveAny(_ => heard.TrySetResult());
    }
}
