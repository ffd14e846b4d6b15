using System.Diagnostics;
using Xunit;

namespace SliceActors.Testing;

/// <summary>Debian's Python, where it has what a test needs.</summary>
public static class Python
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Runs a script; skips the test where a module is absent, which the script itself finds out: to ask first would cost as much as most scripts do.</summary>
    /// <param name="modules">Modules that the script imports, for people.</param>
    /// <param name="script">The script.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it printed, without the last line end.</returns>
    public static string Run(string modules, string script, params string[] arguments)
    {
        Skip.IfNot(File.Exists(Interpreter), $"There is no {Interpreter}.");
        using var process = Process.Start(
            new ProcessStartInfo(Interpreter, ["-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Skip.If(process.ExitCode != 0 && errors.Result.Contains("ModuleNotFoundError: ", StringComparison.Ordinal), $"Python lacks one of {modules}.");
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.TrimEnd();
    }
}
