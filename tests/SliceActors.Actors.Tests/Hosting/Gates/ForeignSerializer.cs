using Akka.Actor;
using Akka.Serialization;

namespace SliceActors.Actors.Tests.Hosting.Gates;

/// <summary>Writes what it is told to, under a name that it is told to: what a stranger's program, or a stranger, may send.</summary>
internal sealed class ForeignSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>What the next message says of itself.</summary>
    public sealed record Letter(int Serializer, string Manifest, byte[] Content);

    // At first that of no serializer of Akka's.
    private const int Nobody = 99_999;

    // One object writes all of them: Akka asks for the number after the bytes.
    private Letter last = new(Nobody, string.Empty, []);

    public override int Identifier => last.Serializer;

    public override byte[] ToBinary(object obj) => (last = (Letter)obj).Content;

    public override string Manifest(object o) => ((Letter)o).Manifest;

    public override object FromBinary(byte[] bytes, string manifest) => throw new NotSupportedException();
}
