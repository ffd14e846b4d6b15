using System.IO.Hashing;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.PyTorch;

/// <summary>What a file holds: the saved value, and the storages of its tensors, found and measured but not read yet.</summary>
internal sealed record TorchContents(FileBytes File, PythonValue Root, IReadOnlyCollection<TorchStorage> Storages)
{
    /// <summary>Reads the value and finds the storages in whichever container it is.</summary>
    /// <exception cref="BadInputException">The file is damaged, or is none that <c>torch.save</c> writes, or holds more than data.</exception>
    public static TorchContents Open(FileBytes file)
    {
        var start = file.Read(0, Math.Min(file.Length, LegacyContainer.Magic.Length)).Span;
        if (start.StartsWith("PK\x03\x04"u8))
        {
            return ZipContainer.Open(file);
        }

        return start.SequenceEqual(LegacyContainer.Magic)
            ? LegacyContainer.Open(file)
            : throw file.Bad($"no PyTorch file, but {FileKind.Describe(file.Read(0, Math.Min(file.Length, FileKind.BytesNeeded)).Span)}", "a file written by torch.save");
    }

    /// <summary>Reads all storages and checks their checksums.</summary>
    public void LoadStorages()
    {
        var total = Storages.Sum(storage => storage.ByteLength);
        if (total > File.Length)
        {
            throw File.Bad($"storages of {total} bytes in a file of {File.Length} bytes");
        }

        foreach (var storage in Storages)
        {
            storage.Attach(ReadChecked(File, storage.Location!));
        }
    }

    public static ReadOnlyMemory<byte> ReadChecked(FileBytes file, StoredSpan part)
    {
        var bytes = file.Read(part.Offset, part.Length);
        Verify(file, part, bytes.Span);
        return bytes;
    }

    public static void Verify(FileBytes file, StoredSpan part, ReadOnlySpan<byte> bytes)
    {
        if (part.Crc32 is { } expected && Crc32.HashToUInt32(bytes) is var found && found != expected)
        {
            throw file.Bad($"the entry {part.Name} is damaged: its CRC-32 is {found:x8}, the directory says {expected:x8}");
        }
    }
}
