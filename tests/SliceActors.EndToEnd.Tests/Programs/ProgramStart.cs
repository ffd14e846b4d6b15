using System.Diagnostics;
using System.Globalization;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Programs;

/// <summary>How processes of the program are started, and how they are told something.</summary>
internal static class ProgramStart
{
    /// <summary>The command that is the program.</summary>
    public static IReadOnlyList<string> Program { get; } =
        [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", PublishedProgram.For(typeof(ProgramStart).Assembly)];

    /// <summary>A process of the program with its streams redirected.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="folder">Where it works; null for where the tests do.</param>
    /// <param name="variables">Environment variables of its own.</param>
    /// <param name="within">A command that becomes the program when it has prepared the surroundings.</param>
    public static ProcessStartInfo Of(IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? variables = null, IEnumerable<string>? within = null)
    {
        // Who starts these tests in the background has Ctrl-C ignored, and so would the program; as a person starts it, it is not.
        string[] command =
        [
            .. within ?? [],
            "/usr/bin/env", "--default-signal=INT",
            .. Program,
            .. arguments,
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? string.Empty,
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>Sends a signal by its name.</summary>
    public static void Signal(Process process, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
