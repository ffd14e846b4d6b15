namespace SliceActors.EndToEnd.Tests.Programs;

/// <summary>The program as a user starts it: a process of its own.</summary>
internal static class SliceActorsProgram
{
    public static RunningProgram Start(params IEnumerable<string> arguments) => new(arguments);

    public static ProgramResult Run(params IEnumerable<string> arguments)
    {
        using var program = new RunningProgram(arguments);
        return program.WaitForEnd();
    }
}
