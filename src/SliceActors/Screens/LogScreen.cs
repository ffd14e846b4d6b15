namespace SliceActors.Screens;

/// <summary>Writes what happened in a run, line by line, for people or for programs.</summary>
/// <param name="output">Where to.</param>
/// <param name="asJson">Whether each line is a JSON object.</param>
internal sealed class LogScreen(TextWriter output, bool asJson)
{
    private readonly int[] widths = [0, 0, 0];

    /// <summary>Writes some lines, their columns below those that were written before.</summary>
    public void Write(IReadOnlyCollection<LogLine> lines)
    {
        foreach (var (column, _) in widths.Index())
        {
            widths[column] = lines.Select(line => line.Columns[column].Length).Append(widths[column]).Max();
        }

        foreach (var line in lines)
        {
            output.WriteLine(asJson ? JsonLine.Of(line.Write) : $"{string.Join("  ", line.Columns.Zip(widths, (text, width) => text.PadRight(width)))}  {line.Words}");
        }
    }
}
