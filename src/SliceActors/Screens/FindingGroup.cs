using System.Text.RegularExpressions;
using SliceActors.Runs.Errors;

namespace SliceActors.Screens;

/// <summary>Findings that say the same of different people, sessions, files or lines.</summary>
internal static partial class FindingGroup
{
    /// <summary>The groups, in the order in which their first findings came.</summary>
    public static IReadOnlyList<IReadOnlyList<Finding>> Of(IEnumerable<Finding> findings) =>
        [.. findings.GroupBy(finding => (OptionOf(finding), Cause(finding.Found), Cause(finding.Expected))).Select(group => group.ToList())];

    // Options are few, and each is a cause of its own.
    private static string OptionOf(Finding finding) => finding.Where.StartsWith("--", StringComparison.Ordinal) ? finding.Where : string.Empty;

    private static string Cause(string sentence) => Particular().Replace(sentence, "…");

    [GeneratedRegex(@"'[^']*'|\S*/\S*|\b(sub|ses)-[\w*…-]+|\S*\d\S*")]
    private static partial Regex Particular();
}
