namespace SliceActors.Runs.Files;

/// <summary>A write-only stream that passes everything on and shows it to a hash on the way.</summary>
/// <param name="inner">The file.</param>
/// <param name="watcher">Shows it to the hash.</param>
/// <param name="isDurable">Whether a flush reaches the disk.</param>
internal sealed class WatchedStream(FileStream inner, WatchedStream.Watcher watcher, bool isDurable) : Stream
{
    private long length;

    /// <summary>Sees what is written, front to back.</summary>
    public delegate void Watcher(ReadOnlySpan<byte> written);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position
    {
        get => length;
        set => throw new NotSupportedException("Written front to back only.");
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        watcher(buffer);
        inner.Write(buffer);
        length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush(isDurable);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Written front to back only.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Written front to back only.");

    public override void SetLength(long value) => throw new NotSupportedException("Written front to back only.");
}
