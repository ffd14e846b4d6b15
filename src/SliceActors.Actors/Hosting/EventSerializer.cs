using Akka.Actor;
using SliceActors.Wire;

namespace SliceActors.Actors.Hosting;

/// <summary>Events in a journal.</summary>
internal sealed class EventSerializer(ExtendedActorSystem system) : ProtobufSerializer(system, JournalSchema.Current)
{
    public override int Identifier => 4101;
}
