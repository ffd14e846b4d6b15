using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Spectre.Console;

namespace SliceActors.WarmProgram;

/// <summary>Command lines that one process of the program runs one after the other, so that only the first pays for its start and its compiler.</summary>
internal static class WarmCommands
{
    /// <summary>Reads a command line of JSON from standard input, runs it, and answers with its exit code, until the input ends.</summary>
    public static void Run()
    {
        var main = Assembly.Load("slice-actors").EntryPoint!;
        using var answers = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        while (Console.In.ReadLine() is { } line)
        {
            answers.WriteLine(Run(main, JsonSerializer.Deserialize<WarmCommand>(line)!).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static int Run(MethodInfo main, WarmCommand command)
    {
        // Written through at each word: a command may end the process.
        using var output = new StreamWriter(command.Output) { AutoFlush = true };
        using var errors = new StreamWriter(command.Errors) { AutoFlush = true };
        Console.SetOut(output);
        Console.SetError(errors);
        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        var code = (int)main.Invoke(null, [command.Arguments.ToArray()])!;
        // Open journals are what a process's end would close.
        SqliteConnection.ClearAllPools();
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
        return code;
    }
}
