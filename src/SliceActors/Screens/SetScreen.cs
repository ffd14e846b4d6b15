using System.Globalization;
using SliceActors.Cohorts.TsvTool;

namespace SliceActors.Screens;

/// <summary>Shows how many participants the sets of a study have, how old they are and of which sex, one line for a label, or for a fold and a label.</summary>
internal static class SetScreen
{
    private const int LongestLabel = 12;
    private const string Gap = "  ";

    /// <summary>The table, at most 80 columns wide for up to 9,999 participants.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<SetSummary> sets)
    {
        if (sets.Count == 0)
        {
            yield break;
        }

        var names = sets.Select(set => set.Set).Distinct().ToList();
        var byFold = sets.Any(set => set.Fold is not null);
        var rows = sets.GroupBy(set => (set.Fold, set.Label)).OrderBy(row => row.Key.Fold).ToList();
        var columns = new List<string[]>();
        if (byFold)
        {
            columns.Add(Column("fold", right: true, rows.Select(row => $"{row.Key.Fold}")));
        }

        columns.Add(Column("label", right: false, rows.Select(row => Cut(row.Key.Label, LongestLabel))));
        var head = new string(' ', columns.Sum(column => column[0].Length + Gap.Length));
        foreach (var name in names)
        {
            var own = rows.Select(row => row.Single(set => set.Set == name)).ToList();
            string[][] group =
            [
                Column("n", right: true, own.Select(set => set.Participants.ToString(CultureInfo.InvariantCulture))),
                Column("age", right: false, own.Select(Age)),
                Column("F/M", right: true, own.Select(set => set.Women + set.Men == 0 ? "n/a" : $"{set.Women}/{set.Men}")),
            ];
            var width = group.Sum(column => column[0].Length) + (2 * Gap.Length);
            head += Cut(name, width).PadRight(width) + Gap;
            columns.AddRange(group);
        }

        yield return head.TrimEnd();
        for (var line = 0; line <= rows.Count; line++)
        {
            yield return string.Join(Gap, columns.Select(column => column[line])).TrimEnd();
        }

        if (NotKnown(sets) is { Length: > 0 } notKnown)
        {
            yield return notKnown;
        }
    }

    private static string[] Column(string title, bool right, IEnumerable<string> cells)
    {
        string[] all = [title, .. cells];
        var width = all.Max(cell => cell.Length);
        return [.. all.Select(cell => right ? cell.PadLeft(width) : cell.PadRight(width))];
    }

    private static string Age(SetSummary set) => set.Ages.Count switch
    {
        0 => "n/a",
        1 => string.Create(CultureInfo.InvariantCulture, $"{set.MeanAge:0.0}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{set.MeanAge:0.0} ± {set.SdAge:0.0}"),
    };

    // In the sets of one fold, everybody is there once; folds repeat them.
    private static string NotKnown(IReadOnlyList<SetSummary> sets)
    {
        var once = sets.Where(set => set.Fold == sets[0].Fold).ToList();
        var ages = once.Sum(set => set.Participants - set.Ages.Count);
        var sexes = once.Sum(set => set.Participants - set.Women - set.Men);
        var parts = new[] { (ages, "age"), (sexes, "sex") }.Where(part => part.Item1 > 0).Select(part => $"{part.Item2} of {Count.Of(part.Item1, "participant")}");
        return string.Join(", ", parts) is { Length: > 0 } missing ? $"Not known: {missing}." : string.Empty;
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";
}
