using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace SliceActors.Actors.Hosting;

/// <summary>Stands where Akka has its JSON serializer for everything: what has no schema is neither written nor read.</summary>
internal sealed class RefusingSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => 4100;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => throw new SerializationException($"{obj.GetType().FullName} has no schema: it may be neither stored nor sent.");

    public override object FromBinary(byte[] bytes, Type type) => throw new SerializationException("Nothing without a schema is read.");
}
