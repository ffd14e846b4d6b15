using System.Text.RegularExpressions;

namespace SliceActors.Cohorts.Tables;

/// <summary>Finds the column that stands for something that tables name in many ways.</summary>
internal static partial class FieldTerm
{
    /// <summary>Names of ages.</summary>
    public static IReadOnlyList<string> Age { get; } = ["age"];

    /// <summary>Names of sexes.</summary>
    public static IReadOnlyList<string> Sex { get; } = ["sex", "gender"];

    /// <summary>Names of sites.</summary>
    public static IReadOnlyList<string> Site { get; } = ["site", "center", "centre"];

    /// <summary>
    /// The column that is called by a term, else one that has it as a word of its name, as <c>age_bl</c>, <c>scan_age</c> or <c>AgeAtScan</c>: one that begins with it before others, a shorter one
    /// before a longer one, the first of equally short ones; null when there is none. A stage and an image are no age.
    /// </summary>
    /// <param name="columns">Names of columns.</param>
    /// <param name="terms">Words that mean the same.</param>
    public static string? ColumnOf(IEnumerable<string> columns, IReadOnlyList<string> terms) => columns
        .Select(column => (Name: column, Rank: Rank(column, terms)))
        .Where(column => column.Rank is not null)
        .OrderBy(column => column.Rank).ThenBy(column => column.Name.Length)
        .Select(column => column.Name).FirstOrDefault();

    private static int? Rank(string column, IReadOnlyList<string> terms)
    {
        // A table is asked once for each row, and most of its columns have no such letters at all.
        if (!terms.Any(term => column.Contains(term, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var words = Words().Matches(column).Select(word => word.Value).ToList();
        return terms.Contains(column, StringComparer.Ordinal) ? 0
            : terms.Contains(column, StringComparer.OrdinalIgnoreCase) ? 1
            : words.FindIndex(word => terms.Contains(word, StringComparer.OrdinalIgnoreCase)) switch { < 0 => null, 0 => 2, _ => 3 };
    }

    // Letters between other characters; a capital after a small letter, and the last of several before a small one, begin a word.
    [GeneratedRegex(@"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})")]
    private static partial Regex Words();
}
