namespace SliceActors.Cohorts.Tables;

/// <summary>
/// Divides the text of a tab-separated table into rows as they are meant. Quotation marks may enclose a cell, with tabs, line breaks and doubled quotation
/// marks in it, as pandas writes free text; where they cannot, they are characters like others, as in <c>5" scar</c>. A line ends with a line feed, a carriage return, or both.
/// </summary>
internal static class TsvRows
{
    /// <summary>The rows, the first being the header; blank lines are passed over. Those with fewer or more cells than the header are left as they are.</summary>
    /// <param name="text">The table.</param>
    /// <param name="written">
    /// Whether a program wrote it, which quotes all that needs to be: then no two lone marks can have met, and whatever a quoted cell holds is text, whole rows included.
    /// </param>
    public static IEnumerable<TsvRow> Of(string text, bool written = false)
    {
        var (at, line, width) = (0, 1, -1);
        while (at < text.Length)
        {
            var lineEnd = EndOfLine(text, at);
            if (Content(text, at, lineEnd).IsEmpty)
            {
                (at, line) = (lineEnd + 1, line + 1);
                continue;
            }

            var (cells, end) = Record(text, at, lineEnd, width, written);
            yield return new TsvRow(cells, line);
            width = width < 0 ? cells.Count : width;
            line += Lines(text, at, end);
            at = end + 1;
        }
    }

    private static (List<string> Cells, int End) Record(string text, int start, int lineEnd, int width, bool written)
    {
        if (!text.AsSpan(start, lineEnd - start).Contains('"'))
        {
            return (Fields(text, start, lineEnd), lineEnd);
        }

        var (quoted, end) = QuotedRecord(text, start);
        if (width < 0)
        {
            return end == lineEnd ? (quoted, end) : (Fields(text, start, lineEnd), lineEnd);
        }

        var fields = Fields(text, start, lineEnd);
        var isQuoted = quoted.Count == width && (written || end == lineEnd || fields.Count != width || !HoldsRows(text, lineEnd + 1, end, width));
        return isQuoted || (end == lineEnd && fields.Count != width) ? (quoted, end) : (fields, lineEnd);
    }

    /// <summary>Whether a line that a quoted cell would swallow is a whole row by itself: then two lone quotation marks have met.</summary>
    private static bool HoldsRows(string text, int start, int end, int width)
    {
        for (var at = start; at < end;)
        {
            var lineEnd = EndOfLine(text, at);
            if (Fields(text, at, lineEnd).Count == width)
            {
                return true;
            }

            at = lineEnd + 1;
        }

        return false;
    }

    /// <summary>The cells of a record in which quotation marks may enclose tabs and line breaks, and where its last line ends.</summary>
    private static (List<string> Cells, int End) QuotedRecord(string text, int start)
    {
        var cells = new List<string>();
        for (var at = start; ;)
        {
            var end = at < text.Length && text[at] == '"' && ClosingMark(text, at) is { } close ? close + 1 : EndOfField(text, at);
            cells.Add(Unquoted(text.AsSpan(at, end - at)));
            if (end == text.Length || text[end] != '\t')
            {
                return (cells, EndOfLine(text, end));
            }

            at = end + 1;
        }
    }

    /// <summary>The cells of one line, divided at each tab.</summary>
    private static List<string> Fields(string text, int start, int lineEnd)
    {
        var cells = new List<string>();
        var line = Content(text, start, lineEnd);
        foreach (var field in line.Split('\t'))
        {
            cells.Add(Unquoted(line[field]));
        }

        return cells;
    }

    /// <summary>The quotation mark that closes a cell: the first that is not doubled, if it ends the cell.</summary>
    private static int? ClosingMark(string text, int opening)
    {
        for (var at = text.IndexOf('"', opening + 1); at >= 0; at = text.IndexOf('"', at + 2))
        {
            if (at + 1 == text.Length || text[at + 1] is '\t' or '\n' or '\r')
            {
                return at;
            }

            if (text[at + 1] != '"' || at + 2 == text.Length)
            {
                return null;
            }
        }

        return null;
    }

    private static string Unquoted(ReadOnlySpan<char> cell) =>
        cell is ['"', .. var inside, '"'] && !inside.ToString().Replace("\"\"", string.Empty, StringComparison.Ordinal).Contains('"')
            ? inside.ToString().Replace("\"\"", "\"", StringComparison.Ordinal)
            : cell.ToString();

    /// <summary>The last character of what ends a line: a line feed, or a carriage return, as spreadsheets write it, that none follows.</summary>
    private static int EndOfLine(string text, int at)
    {
        var end = text.AsSpan(at).IndexOfAny('\n', '\r');
        end = end < 0 ? text.Length : at + end;
        return end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? end + 1 : end;
    }

    /// <summary>How many lines end in a record.</summary>
    private static int Lines(string text, int start, int end)
    {
        var lines = 0;
        for (var at = EndOfLine(text, start); at < text.Length && at <= end; at = EndOfLine(text, at + 1))
        {
            lines++;
        }

        return lines;
    }

    private static int EndOfField(string text, int at)
    {
        var end = text.AsSpan(at).IndexOfAny('\t', '\n', '\r');
        return end < 0 ? text.Length : at + end;
    }

    // Without the carriage return of a line that ends in two characters.
    private static ReadOnlySpan<char> Content(string text, int start, int end) => text.AsSpan(start, end - start) is [.. var line, '\r'] ? line : text.AsSpan(start, end - start);
}
