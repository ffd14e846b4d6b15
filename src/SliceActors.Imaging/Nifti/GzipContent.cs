namespace SliceActors.Imaging.Nifti;

/// <summary>
/// A gzip file in memory as a stream that tells, once it was inflated, where the compressed data ends. The zeros at its end are given out one by one, and
/// some more behind it: who inflates takes as many as the last member (RFC 1952) needs, and one more to see that no further member follows.
/// </summary>
internal sealed class GzipContent : Stream
{
    // A file that was cut inside the last eight bytes of a member, its checksum and its length, gets zeros in their place.
    private const int Beyond = 9;

    private readonly ReadOnlyMemory<byte> content;
    private readonly int zerosFrom;
    private int position;

    /// <summary>Prepares the stream.</summary>
    /// <param name="content">The whole file.</param>
    public GzipContent(ReadOnlyMemory<byte> content)
    {
        this.content = content;
        zerosFrom = content.Span.LastIndexOfAnyExcept((byte)0) + 1;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => content.Length;

    /// <summary>Whether something that is no padding lies behind the compressed data. Known once all of it was inflated.</summary>
    public bool HasMoreBehind => position <= zerosFrom;

    /// <summary>Whether the compressed data ends inside the file. Known once all of it was inflated.</summary>
    public bool IsWhole => position - 1 <= content.Length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException("Read front to back only.");
    }

    public override int Read(Span<byte> buffer)
    {
        if (position < zerosFrom)
        {
            var count = Math.Min(buffer.Length, zerosFrom - position);
            content.Span.Slice(position, count).CopyTo(buffer);
            position += count;
            return count;
        }

        if (buffer.IsEmpty || position >= content.Length + Beyond)
        {
            return 0;
        }

        buffer[0] = 0;
        position++;
        return 1;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Read front to back only.");

    public override void SetLength(long value) => throw new NotSupportedException("Read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read only.");
}
