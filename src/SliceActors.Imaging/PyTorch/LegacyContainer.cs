using System.Buffers.Binary;

namespace SliceActors.Imaging.PyTorch;

/// <summary>
/// The container before PyTorch 1.6: pickles of a magic number, the protocol, facts about the machine, the value and the list of storage keys;
/// then, in the order of the keys, each storage as a 64-bit number of elements and the raw elements.
/// </summary>
internal static class LegacyContainer
{
    private const long Protocol = 1001;

    /// <summary>The pickle of 0x1950a86a20f9469cfc6c.</summary>
    public static ReadOnlySpan<byte> Magic => [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    public static TorchContents Open(FileBytes file)
    {
        var cursor = new ByteCursor(file, Magic.Length, file.Length);
        if (ReadPlain(cursor) is not PythonInteger { Value: Protocol })
        {
            throw file.Bad("an unknown protocol version", $"protocol {Protocol}");
        }

        if (ReadPlain(cursor) is not PythonDict machine || !machine.TryGet("little_endian", out var little) || little is not PythonBoolean { Value: true })
        {
            throw file.Bad("the data are not little-endian", "a file written on a little-endian machine");
        }

        var table = new StorageTable(file);
        var root = Read(cursor, table.Resolve);
        if (ReadPlain(cursor) is not PythonList keys || keys.Items.Count != table.ByKey.Count)
        {
            throw file.Bad("the list of storages does not fit the tensors");
        }

        foreach (var item in keys.Items)
        {
            if (item is not PythonText key || !table.ByKey.TryGetValue(key.Value, out var storage) || storage.Location is not null)
            {
                throw file.Bad("the list of storages does not fit the tensors");
            }

            var count = BinaryPrimitives.ReadInt64LittleEndian(cursor.Take(8));
            if (count != storage.Count || storage.ByteLength > file.Length - cursor.Position)
            {
                throw file.Bad($"storage {key.Value} has {count} elements and {file.Length - cursor.Position} bytes follow; expected {storage.Count} elements");
            }

            storage.Location = new StoredSpan(key.Value, cursor.Position, storage.ByteLength, Crc32: null);
            cursor.Skip(storage.ByteLength);
        }

        return new TorchContents(file, root, [.. table.ByKey.Values]);
    }

    private static PythonValue ReadPlain(ByteCursor cursor) => Read(cursor, _ => throw cursor.File.Bad("a storage where none belongs"));

    private static PythonValue Read(ByteCursor cursor, Func<PythonTuple, TorchStorage> storage)
    {
        // The length of a pickle is not known before it is read; a limited window keeps damaged files from being read as one.
        var end = Math.Min(cursor.File.Length, cursor.Position + PickleReader.MostBytes);
        var window = new ByteCursor(cursor.File, cursor.Position, end);
        var value = new PickleReader(window, storage).Read();
        cursor.Skip(window.Position - cursor.Position);
        return value;
    }
}
