using Akka.Actor;
using SliceActors.Wire;

namespace SliceActors.Actors.Hosting;

/// <summary>Messages between nodes.</summary>
internal sealed class MessageSerializer(ExtendedActorSystem system) : ProtobufSerializer(system, MessageSchema.Current)
{
    public override int Identifier => 4102;
}
