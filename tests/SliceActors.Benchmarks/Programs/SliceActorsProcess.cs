using System.Diagnostics;
using SliceActors.Testing;

namespace SliceActors.Benchmarks.Programs;

/// <summary>The published program, as a user has it, as a process.</summary>
internal static class SliceActorsProcess
{
    private static readonly string Program = PublishedProgram.For(typeof(SliceActorsProcess).Assembly);

    /// <summary>Runs it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static void Run(params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments.Prepend(Program)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The program ended with {process.ExitCode}: {errors.Result}");
        }
    }
}
