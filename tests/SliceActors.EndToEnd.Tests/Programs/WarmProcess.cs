using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SliceActors.Testing;
using SliceActors.WarmProgram;

namespace SliceActors.EndToEnd.Tests.Programs;

/// <summary>A process of the program that runs one command line after the other.</summary>
internal sealed class WarmProcess : IDisposable
{
    // Enough to share the start; few enough that what a command forgets in memory does not add up.
    private const int MostCommands = 60;

    private static readonly string Hook = Path.Combine(AppContext.BaseDirectory, "SliceActors.WarmProgram.dll");

    private readonly TemporaryFolder words = new();
    private readonly Process process;
    private int commands;

    public WarmProcess()
    {
        process = Process.Start(ProgramStart.Of([], variables: new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = Hook }))!;
    }

    /// <summary>Whether it takes another command line.</summary>
    public bool IsWilling => commands < MostCommands && !process.HasExited;

    /// <summary>Runs a command line to its end.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="atMost">How long it may take.</param>
    public ProgramResult Run(IReadOnlyList<string> arguments, TimeSpan atMost)
    {
        commands++;
        var command = new WarmCommand(arguments, Words("output"), Words("errors"));
        process.StandardInput.WriteLine(JsonSerializer.Serialize(command));
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLineAsync();
        if (!answer.Wait(atMost))
        {
            process.Kill();
            Assert.Fail($"slice-actors took longer than {atMost}: {string.Join(' ', arguments)}\n{File.ReadAllText(command.Output)}\n{File.ReadAllText(command.Errors)}");
        }

        return new ProgramResult(Code(answer.Result), File.ReadAllText(command.Output), File.ReadAllText(command.Errors));
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        words.Dispose();
    }

    private string Words(string stream) => Path.Combine(words.Path, $"{commands}-{stream}");

    // No answer: the command has ended the process.
    private int Code(string? answer)
    {
        if (answer is not null)
        {
            return int.Parse(answer, CultureInfo.InvariantCulture);
        }

        process.WaitForExit();
        return process.ExitCode;
    }
}
