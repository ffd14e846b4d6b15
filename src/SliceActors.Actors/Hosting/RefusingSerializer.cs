using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace SliceActors.Actors.Hosting;

/// <summary>Stands where Akka has its JSON serializer for everything: what has no schema is neither written nor read.</summary>
internal sealed class RefusingSerializer : Serializer
{
    /// <summary>Akka makes it by one of two constructors.</summary>
    public RefusingSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <inheritdoc cref="RefusingSerializer(ExtendedActorSystem)"/>
    /// <param name="system">The actor system.</param>
    /// <param name="_">Settings of the JSON serializer, of which nothing is used.</param>
    public RefusingSerializer(ExtendedActorSystem system, Config _)
        : base(system)
    {
    }

    /// <summary>That of Akka's JSON: what arrives with it is refused, too.</summary>
    public override int Identifier => 1;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => throw new SerializationException($"{obj.GetType().FullName} has no schema: it may be neither stored nor sent.");

    public override object FromBinary(byte[] bytes, Type type) => throw new SerializationException("Nothing without a schema is read.");
}
