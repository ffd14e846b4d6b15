using SliceActors.Endings;
using SliceActors.Runs.Errors;

namespace SliceActors.Screens;

/// <summary>Says what is wrong with the input: all of it where that is little, else some of each kind, and where the rest is written down.</summary>
internal static class FindingsScreen
{
    /// <summary>Findings of one kind that are shown when there are more.</summary>
    private const int Most = 5;

    /// <param name="findings">All of it.</param>
    /// <param name="remark">What became of the command.</param>
    /// <param name="output">Where it is said.</param>
    public static ExitCode Show(IReadOnlyCollection<Finding> findings, string remark, TextWriter output)
    {
        var isCapped = false;
        foreach (var group in FindingGroup.Of(findings))
        {
            var shown = group.Count > Most + 1 ? Most : group.Count;
            foreach (var finding in group.Take(shown))
            {
                output.WriteLine(Text(finding));
            }

            if (shown < group.Count)
            {
                isCapped = true;
                output.WriteLine($"  … and {group.Count - shown} more of this kind");
            }
        }

        output.WriteLine(findings.Count == 1
            ? $"slice-actors: this has to be put right first ({remark})."
            : $"slice-actors: {findings.Count} things have to be put right first ({remark}).");
        if (isCapped)
        {
            output.WriteLine(WholeList(findings));
        }

        return ExitCode.BadInput;
    }

    private static string Text(Finding finding)
    {
        var place = finding.Line is { } line ? $"{finding.Where}:{line}" : finding.Where;
        return $"  {place}: {finding.Found}{Environment.NewLine}      expected: {finding.Expected}";
    }

    private static string WholeList(IEnumerable<Finding> findings)
    {
        var path = Path.Combine(Path.GetTempPath(), $"slice-actors-findings-{Path.GetRandomFileName()}.txt");
        try
        {
            using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            foreach (var finding in findings)
            {
                file.WriteLine(Text(finding));
            }

            return $"All of them: {path}";
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return $"The whole list could not be written to {path}: {trouble.Message}";
        }
    }
}
