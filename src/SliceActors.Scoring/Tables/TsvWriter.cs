using System.Globalization;
using System.Text;
using SliceActors.Scoring.Numbers;

namespace SliceActors.Scoring.Tables;

/// <summary>Writes tab-separated rows as UTF-8 with line feeds, through one buffer and without allocating per cell.</summary>
internal sealed class TsvWriter : IDisposable
{
    private const int BufferSize = 1 << 16;
    private readonly byte[] buffer = new byte[BufferSize];
    private readonly Stream stream;
    private int length;
    private bool rowBegun;

    /// <summary>Begins a table with its header.</summary>
    public TsvWriter(Stream stream, params ReadOnlySpan<string> columns)
    {
        this.stream = stream;
        foreach (var column in columns)
        {
            Cell(column);
        }

        EndRow();
    }

    /// <summary>A cell of text: quoted where it holds a quotation mark, a tab or a line end, as pandas does, and written as it is elsewhere.</summary>
    public TsvWriter Cell(string text)
    {
        text = text.AsSpan().ContainsAny("\"\t\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
        BeginCell(Encoding.UTF8.GetMaxByteCount(text.Length));
        length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(length));
        return this;
    }

    public TsvWriter Cell(int number)
    {
        BeginCell(PythonNumber.MaxLength);
        _ = number.TryFormat(buffer.AsSpan(length), out var written, provider: CultureInfo.InvariantCulture);
        length += written;
        return this;
    }

    public TsvWriter Cell(double number)
    {
        BeginCell(PythonNumber.MaxLength);
        length += PythonNumber.Write(number, buffer.AsSpan(length));
        return this;
    }

    /// <summary>A cell that stays empty when there is no number.</summary>
    public TsvWriter Cell(int? number) => number is { } value ? Cell(value) : Cell("");

    public void EndRow()
    {
        Reserve(1);
        buffer[length++] = (byte)'\n';
        rowBegun = false;
    }

    public void Dispose()
    {
        stream.Write(buffer, 0, length);
        length = 0;
    }

    private void BeginCell(int size)
    {
        Reserve(size + 1);
        if (rowBegun)
        {
            buffer[length++] = (byte)'\t';
        }

        rowBegun = true;
    }

    private void Reserve(int size)
    {
        if (length + size > BufferSize)
        {
            stream.Write(buffer, 0, length);
            length = 0;
        }
    }
}
