using Microsoft.Win32.SafeHandles;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.PyTorch;

/// <summary>The bytes of a file, in memory or on disk. Every access is checked against the length, before anything is allocated.</summary>
internal abstract class FileBytes(string name, long length)
{
    /// <summary>What errors call the file.</summary>
    public string Name => name;

    public long Length => length;

    public abstract bool IsInMemory { get; }

    public static FileBytes Of(ReadOnlyMemory<byte> content, string name) => new InMemory(content, name);

    public static FileBytes Of(SafeFileHandle file, string name) => new OnDisk(file, name);

    /// <summary>The bytes from an offset on; no copy when the file is in memory.</summary>
    public abstract ReadOnlyMemory<byte> Read(long offset, long count);

    public abstract void ReadInto(long offset, Span<byte> destination);

    public BadInputException Bad(string found, string expected = "an undamaged file as torch.save writes it") =>
        new(new Finding(name, null, found, expected));

    protected void Check(long offset, long count)
    {
        if (offset < 0 || count < 0 || count > length - offset || count > Array.MaxLength)
        {
            throw Bad($"the file has {length} bytes; {count} bytes are asked for at byte {offset}");
        }
    }

    private sealed class InMemory(ReadOnlyMemory<byte> content, string name) : FileBytes(name, content.Length)
    {
        public override bool IsInMemory => true;

        public override ReadOnlyMemory<byte> Read(long offset, long count)
        {
            Check(offset, count);
            return content.Slice((int)offset, (int)count);
        }

        public override void ReadInto(long offset, Span<byte> destination) => Read(offset, destination.Length).Span.CopyTo(destination);
    }

    private sealed class OnDisk(SafeFileHandle file, string name) : FileBytes(name, RandomAccess.GetLength(file))
    {
        public override bool IsInMemory => false;

        public override ReadOnlyMemory<byte> Read(long offset, long count)
        {
            Check(offset, count);
            var bytes = GC.AllocateUninitializedArray<byte>((int)count);
            ReadInto(offset, bytes);
            return bytes;
        }

        public override void ReadInto(long offset, Span<byte> destination)
        {
            Check(offset, destination.Length);
            while (destination.Length > 0)
            {
                var read = RandomAccess.Read(file, destination, offset);
                if (read == 0)
                {
                    throw Bad("the file became shorter while it was read");
                }

                offset += read;
                destination = destination[read..];
            }
        }
    }
}
