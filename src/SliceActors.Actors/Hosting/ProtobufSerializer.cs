using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using SliceActors.Wire;

namespace SliceActors.Actors.Hosting;

/// <summary>Lets Akka write and read a family of types with its explicit schema.</summary>
internal abstract class ProtobufSerializer(ExtendedActorSystem system, Schema schema) : SerializerWithStringManifest(system)
{
    public override byte[] ToBinary(object obj) => Guard(() => schema.Write(obj));

    public sealed override string Manifest(object o) => Guard(() => schema.ManifestOf(o));

    public sealed override object FromBinary(byte[] bytes, string manifest) => Guard(() => schema.Read(manifest, bytes));

    // Akka knows trouble with a message by this type: it drops the message instead of the actor.
    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SchemaException trouble)
        {
            throw new SerializationException(trouble.Message, trouble);
        }
    }
}
