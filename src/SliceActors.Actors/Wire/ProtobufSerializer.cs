using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;

namespace SliceActors.Actors.Wire;

/// <summary>
/// One family of types with an explicit schema: each type has a short manifest, a way to its protobuf message and a way back. A manifest is part of
/// journals that exist and never changes its meaning.
/// </summary>
internal abstract class ProtobufSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private readonly Dictionary<Type, (string Manifest, Func<object, IMessage> ToProto)> writers = [];
    private readonly Dictionary<string, Func<byte[], object>> readers = [];

    public sealed override byte[] ToBinary(object obj) => Writer(obj).ToProto(obj).ToByteArray();

    public sealed override string Manifest(object o) => Writer(o).Manifest;

    public sealed override object FromBinary(byte[] bytes, string manifest) => readers.TryGetValue(manifest, out var reader)
        ? reader(bytes)
        : throw new System.Runtime.Serialization.SerializationException($"'{manifest}' is no manifest of {GetType().Name}; was it written by a later version?");

    /// <summary>Every manifest with its type, for tests that each type of a family has one.</summary>
    internal IEnumerable<(string Manifest, Type Type)> Manifests => writers.Select(writer => (writer.Value.Manifest, writer.Key));

    protected void Add<T, TProto>(string manifest, Func<T, TProto> toProto, Func<TProto, T> fromProto)
        where T : notnull
        where TProto : IMessage<TProto>, new()
    {
        var parser = new MessageParser<TProto>(() => new TProto());
        writers.Add(typeof(T), (manifest, value => toProto((T)value)));
        readers.Add(manifest, bytes => fromProto(parser.ParseFrom(bytes)));
    }

    private (string Manifest, Func<object, IMessage> ToProto) Writer(object value) => writers.TryGetValue(value.GetType(), out var writer)
        ? writer
        : throw new System.Runtime.Serialization.SerializationException($"{value.GetType().Name} has no schema in {GetType().Name}.");
}
