using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace SliceActors.Testing;

/// <summary>Debian's Python, where it has what a test needs.</summary>
public static class Python
{
    private const string Interpreter = "/usr/bin/python3";
    private static readonly ConcurrentDictionary<string, Lazy<bool>> Found = new();

    /// <summary>Runs a script; skips the test where a module is absent.</summary>
    /// <param name="modules">Modules that the script imports, separated by commas.</param>
    /// <param name="script">The script.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it printed, without the last line end.</returns>
    public static string Run(string modules, string script, params string[] arguments)
    {
        Skip.IfNot(File.Exists(Interpreter), $"There is no {Interpreter}.");
        Skip.IfNot(Found.GetOrAdd(modules, _ => new(() => Start("-c", $"import {modules}").Code == 0)).Value, $"Python lacks one of {modules}.");
        var (code, output, errors) = Start(["-c", script, .. arguments]);
        Assert.True(code == 0, errors);
        return output.TrimEnd();
    }

    private static (int Code, string Output, string Errors) Start(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
