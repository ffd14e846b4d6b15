using System.Diagnostics;

namespace SliceActors.EndToEnd.Tests.Programs;

/// <summary>Debian's Python, where there is one.</summary>
internal static class PythonProgram
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Whether it is there and has these modules.</summary>
    public static bool Has(params string[] modules) => File.Exists(Python) && Start($"import {string.Join(", ", modules)}").ExitCode == 0;

    /// <summary>Runs a script to its end.</summary>
    public static ProgramResult Run(string script, params string[] arguments) => Start(script, arguments).Ended(0);

    private static ProgramResult Start(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramResult(process.ExitCode, output, errors.Result);
    }
}
