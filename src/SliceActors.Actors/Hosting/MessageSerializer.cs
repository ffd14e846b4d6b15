using System.Runtime.Serialization;
using Akka.Actor;
using SliceActors.Wire;

namespace SliceActors.Actors.Hosting;

/// <summary>Messages between nodes.</summary>
internal sealed class MessageSerializer(ExtendedActorSystem system) : ProtobufSerializer(system, MessageSchema.Current)
{
    public override int Identifier => 4102;

    public override byte[] ToBinary(object obj)
    {
        var bytes = base.ToBinary(obj);
        return bytes.Length <= MessageSize.Most
            ? bytes
            : throw new SerializationException(FormattableString.Invariant($"{obj.GetType().Name} has {bytes.Length} bytes and is not sent: a message has at most {MessageSize.Most}."));
    }
}
