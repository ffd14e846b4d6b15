using Google.Protobuf;

namespace SliceActors.Wire;

/// <summary>
/// One family of types with an explicit schema: each type has a short manifest, a way to its protobuf message and a way back. A manifest is part of
/// journals that exist and never changes its meaning.
/// </summary>
public abstract class Schema
{
    private readonly Dictionary<Type, (string Manifest, Func<object, IMessage> ToProto)> writers = [];
    private readonly Dictionary<string, Func<ReadOnlyMemory<byte>, object>> readers = [];

    /// <summary>Every type of the family with its manifest.</summary>
    public IEnumerable<(string Manifest, Type Type)> Manifests => writers.Select(writer => (writer.Value.Manifest, writer.Key));

    /// <summary>The manifest of a value's type.</summary>
    /// <exception cref="SchemaException">The type is none of this family.</exception>
    public string ManifestOf(object value) => Writer(value).Manifest;

    /// <summary>The bytes of a value.</summary>
    /// <exception cref="SchemaException">The type is none of this family.</exception>
    public byte[] Write(object value) => Writer(value).ToProto(value).ToByteArray();

    /// <summary>Number of the bytes of a value.</summary>
    /// <exception cref="SchemaException">The type is none of this family.</exception>
    public int SizeOf(object value) => Writer(value).ToProto(value).CalculateSize();

    /// <summary>The value of these bytes.</summary>
    /// <param name="manifest">What kind of value it is.</param>
    /// <param name="bytes">As <see cref="Write"/> made them, by this version or an earlier one.</param>
    /// <exception cref="SchemaException">The manifest is not known here, or the bytes are no value of its type.</exception>
    public object Read(string manifest, ReadOnlyMemory<byte> bytes)
    {
        if (!readers.TryGetValue(manifest, out var reader))
        {
            throw new SchemaException($"'{manifest}' is no manifest of {GetType().Name}; was it written by a later version?");
        }

        try
        {
            return reader(bytes);
        }
        catch (Exception trouble) when (trouble is InvalidProtocolBufferException or ArgumentException or FormatException or NullReferenceException)
        {
            throw new SchemaException($"The bytes are no whole '{manifest}': {trouble.Message}", trouble);
        }
    }

    private protected void Add<T, TProto>(string manifest, Func<T, TProto> toProto, Func<TProto, T> fromProto)
        where T : notnull
        where TProto : IMessage<TProto>, new()
    {
        var parser = new MessageParser<TProto>(() => new TProto());
        writers.Add(typeof(T), (manifest, value => toProto((T)value)));
        readers.Add(manifest, bytes => fromProto(parser.ParseFrom(bytes.Span)));
    }

    private (string Manifest, Func<object, IMessage> ToProto) Writer(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return writers.TryGetValue(value.GetType(), out var writer) ? writer : throw new SchemaException($"{value.GetType().Name} has no schema in {GetType().Name}.");
    }
}
