namespace SliceActors.EndToEnd.Tests.Programs;

/// <summary>How a process ended and what it said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<string> OutputLines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd())];

    /// <summary>Fails with all that was said when the process ended otherwise.</summary>
    public ProgramResult Ended(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"Exit code {ExitCode} instead of {exitCode}.\n{Output}\n{Errors}");
        return this;
    }

    /// <summary>Fails when the error stream lacks one of the texts, or holds a stack trace.</summary>
    public ProgramResult Said(params string[] texts)
    {
        Assert.DoesNotContain("   at ", Errors, StringComparison.Ordinal);
        Assert.All(texts, text => Assert.Contains(text, Errors, StringComparison.Ordinal));
        return this;
    }
}
