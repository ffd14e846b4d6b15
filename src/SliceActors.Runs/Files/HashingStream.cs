using System.Security.Cryptography;

namespace SliceActors.Runs;

/// <summary>A write-only stream that passes everything on and digests it on the way; a flush reaches the disk.</summary>
internal sealed class HashingStream(FileStream inner) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position
    {
        get => length;
        set => throw new NotSupportedException("Written front to back only.");
    }

    public FileDigest Digest() => new(length, Convert.ToHexStringLower(hash.GetCurrentHash()));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        hash.AppendData(buffer);
        inner.Write(buffer);
        length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush(flushToDisk: true);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Written front to back only.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Written front to back only.");

    public override void SetLength(long value) => throw new NotSupportedException("Written front to back only.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
