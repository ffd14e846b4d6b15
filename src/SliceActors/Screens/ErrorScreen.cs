using Microsoft.Data.Sqlite;
using SliceActors.Endings;
using SliceActors.Runs.Errors;

namespace SliceActors.Screens;

/// <summary>Says what went wrong, on the error stream, without a stack trace.</summary>
internal static class ErrorScreen
{
    /// <summary>The exit code of trouble that a person can do something about; null for a bug.</summary>
    public static ExitCode? ExitCodeOf(Exception trouble) => trouble switch
    {
        BadInputException => ExitCode.BadInput,
        RefusedException => ExitCode.Refused,
        TroubleException run => TroubleCodes.Of(run.Kind),
        IOException or UnauthorizedAccessException or SqliteException => ExitCode.Storage,
        DllNotFoundException => ExitCode.BadInput,
        _ => null,
    };

    public static ExitCode Show(Exception trouble)
    {
        if (trouble is BadInputException bad)
        {
            return Show(bad.Findings);
        }

        Console.Error.WriteLine($"slice-actors: {trouble.Message}");
        return ExitCodeOf(trouble) ?? throw trouble;
    }

    /// <summary>Says what is wrong with the input.</summary>
    /// <param name="findings">All of it.</param>
    /// <param name="remark">What became of the command.</param>
    public static ExitCode Show(IReadOnlyCollection<Finding> findings, string remark = "nothing was written") =>
        FindingsScreen.Show([.. Placed(findings)], remark, Console.Error);

    // What has no place was found at an empty path, which is named itself.
    private static IEnumerable<Finding> Placed(IReadOnlyCollection<Finding> findings) =>
        findings.Any(finding => finding.Where.Length > 0) ? findings.Where(finding => finding.Where.Length > 0) : findings;
}
