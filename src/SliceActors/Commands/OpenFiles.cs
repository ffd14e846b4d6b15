using System.Globalization;
using SliceActors.Runs.Errors;

namespace SliceActors.Commands;

/// <summary>How many files the process may have open: with too few, libraries cannot be loaded, and what fails then says nothing that helps.</summary>
internal static class OpenFiles
{
    private const long Enough = 512;
    private const string Limits = "/proc/self/limits";

    /// <summary>What is wrong with the limit; null when it suffices. .NET has raised it as far as it may.</summary>
    public static Finding? Check() => Limit() is { } limit && limit < Enough
        ? new Finding("open files", null, $"this process may open {limit}", $"at least {Enough}: 'ulimit -n' says what the limit is, 'ulimit -n 1024' raises it where the hard limit ('ulimit -Hn') allows it")
        : null;

    private static long? Limit() =>
        File.Exists(Limits)
        && File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal)) is { } line
        && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : null;
}
