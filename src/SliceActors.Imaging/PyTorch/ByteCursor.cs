using System.Text;

namespace SliceActors.Imaging.PyTorch;

/// <summary>Reads part of a file front to back.</summary>
/// <param name="file">The file.</param>
/// <param name="start">First byte.</param>
/// <param name="end">First byte that does not belong to the part.</param>
internal sealed class ByteCursor(FileBytes file, long start, long end)
{
    private const int WindowLength = 1 << 14;
    private const int LongestLine = 256;
    private ReadOnlyMemory<byte> window;
    private long windowStart = start;

    public FileBytes File => file;

    public long Position { get; private set; } = start;

    public byte TakeByte() => Take(1)[0];

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > end - Position)
        {
            throw file.Bad($"{count} bytes are asked for at byte {Position}, but this part of the file ends at byte {end}");
        }

        if (Position < windowStart || Position + count > windowStart + window.Length)
        {
            window = file.Read(Position, Math.Min(end - Position, Math.Max(count, WindowLength)));
            windowStart = Position;
        }

        var bytes = window.Span.Slice((int)(Position - windowStart), (int)count);
        Position += count;
        return bytes;
    }

    public void Skip(long count) => Position += count;

    /// <summary>A short line of ASCII, without its line feed.</summary>
    public string TakeLine()
    {
        var line = new StringBuilder();
        for (var next = TakeByte(); next != '\n'; next = TakeByte())
        {
            if (line.Length == LongestLine)
            {
                throw file.Bad($"a name of more than {LongestLine} characters before byte {Position}");
            }

            line.Append((char)next);
        }

        return line.ToString();
    }
}
