using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Programs;

/// <summary>The program as a user starts it.</summary>
internal static class SliceActorsProgram
{
    /// <summary>How long a command may take before its test fails.</summary>
    public static TimeSpan AtMost { get; } = Deadline.OfTests;

    /// <summary>Starts a process of its own, which a test can kill.</summary>
    public static RunningProgram Start(params IEnumerable<string> arguments) => new(arguments);

    /// <summary>Runs a command line to its end, in a process that other command lines have run in.</summary>
    public static ProgramResult Run(params IEnumerable<string> arguments) => WarmProcesses.Run([.. arguments], AtMost);

    /// <summary>Runs a command line to its end in a process of its own: for what is settled once for a process, as numerics are.</summary>
    public static ProgramResult RunAlone(params IEnumerable<string> arguments)
    {
        using var program = new RunningProgram(arguments);
        return program.WaitForEnd();
    }
}
