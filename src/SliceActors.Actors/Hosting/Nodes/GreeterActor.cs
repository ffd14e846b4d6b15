using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using static SliceActors.Runs.Messages.ClientMessages;
using AkkaCluster = Akka.Cluster.Cluster;

namespace SliceActors.Actors.Hosting.Nodes;

/// <summary>One per seed: tells clients, and nodes that want to join, that somebody is there, of which version and with which settings, also while the registry is on its way to another seed.</summary>
internal sealed class GreeterActor : ReceiveActor
{
    /// <summary>Name of the actor, which clients send to.</summary>
    public const string Name = "greeter";

    public GreeterActor(string version, ImmutableArray<SharedSetting> settings)
    {
        var cluster = AkkaCluster.Get(Context.System);
        Receive<AskVersion>(_ => Sender.Tell(new ClusterVersion(version) { Settings = settings, IsMember = cluster.SelfMember.Status == MemberStatus.Up }));
    }

    /// <param name="version">Version of the program.</param>
    /// <param name="settings">The settings that all nodes of its cluster share.</param>
    public static Props Props(string version, ImmutableArray<SharedSetting> settings) => Akka.Actor.Props.Create(() => new GreeterActor(version, settings));
}
