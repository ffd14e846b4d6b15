using Akka.Actor;
using static SliceActors.Runs.Messages.ClientMessages;

namespace SliceActors.Actors.Hosting.Nodes;

/// <summary>One per seed: tells clients that somebody is there, and of which version, also while the registry is on its way to another seed.</summary>
internal sealed class GreeterActor : ReceiveActor
{
    /// <summary>Name of the actor, which clients send to.</summary>
    public const string Name = "greeter";

    public GreeterActor(string version) => Receive<AskVersion>(_ => Sender.Tell(new ClusterVersion(version)));

    /// <param name="version">Version of the program.</param>
    public static Props Props(string version) => Akka.Actor.Props.Create(() => new GreeterActor(version));
}
