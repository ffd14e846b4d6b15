using System.Diagnostics;

namespace SliceActors.EndToEnd.Tests;

/// <summary>Debian's Python, where it has what a test needs.</summary>
internal static class Python
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Runs a script; skips the test where a module is absent.</summary>
    /// <param name="modules">Modules that the script imports, separated by commas.</param>
    /// <param name="script">The script.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it printed, without the last line end.</returns>
    public static string Run(string modules, string script, params string[] arguments)
    {
        Skip.IfNot(File.Exists(Interpreter), $"There is no {Interpreter}.");
        Skip.IfNot(Start("-c", $"import {modules}").ExitCode == 0, $"Python lacks one of {modules}.");
        return Start(["-c", script, .. arguments]).Ended(0).Output.TrimEnd();
    }

    private static ProgramResult Start(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramResult(process.ExitCode, output, errors.Result);
    }
}
