using Spectre.Console;

namespace SliceActors.Benchmarks.Measuring;

/// <summary>The table that the benchmarks add up to.</summary>
internal sealed class Report
{
    private readonly List<ReportRow> rows = [];

    /// <summary>Adds a row, and shows it at once: a long run that is stopped has said what it knew.</summary>
    public void Add(ReportRow row)
    {
        rows.Add(row);
        Note($"{row.Part}: {row.What}: {row.Value} ({row.Figures})");
    }

    /// <summary>Says what is being done.</summary>
    public static void Note(string text) => Console.Error.WriteLine($"[{DateTime.Now:HH:mm:ss}] {text}");

    /// <summary>Prints all rows.</summary>
    public void Print()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("part", "what", "measured", "target", "behind it");
        foreach (var row in rows)
        {
            var value = row.Met is { } met ? $"[{(met ? "green" : "red")}]{Markup.Escape(row.Value)}[/]" : Markup.Escape(row.Value);
            table.AddRow(
                new Markup(Markup.Escape(row.Part)), new Markup(Markup.Escape(row.What)), new Markup(value),
                new Markup(Markup.Escape(row.Target)), new Markup(Markup.Escape(row.Figures)));
        }

        AnsiConsole.Write(table);
    }
}
