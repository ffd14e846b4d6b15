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

    private static readonly TimeSpan ToEnd = TimeSpan.FromSeconds(20);

    private static readonly string Hook = Path.Combine(AppContext.BaseDirectory, "SliceActors.WarmProgram.dll");

    private readonly TemporaryFolder words = new();
    private readonly Process process;
    private readonly Task<string> lastWords;
    private int commands;

    public WarmProcess()
    {
        process = Process.Start(ProgramStart.Of([], variables: new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = Hook }))!;

        // What does not come from a command: of libraries, or of the runtime when it ends.
        lastWords = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Whether it takes another command line.</summary>
    public bool IsWilling => commands < MostCommands && !process.HasExited;

    /// <summary>Runs a command line to its end; the process ends with it when it takes too long.</summary>
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
            Kill();
            var said = Result(-1, command);
            Assert.Fail($"slice-actors took longer than {atMost}: {string.Join(' ', arguments)}\n{said.Output}\n{said.Errors}");
        }

        return answer.Result is { } code ? Result(int.Parse(code, CultureInfo.InvariantCulture), command) : Ended(command);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(ToEnd))
        {
            Kill();
        }

        process.Dispose();
        words.Dispose();
    }

    private static ProgramResult Result(int code, WarmCommand command) => new(code, File.ReadAllText(command.Output), File.ReadAllText(command.Errors));

    private string Words(string stream) => Path.Combine(words.Path, $"{commands}-{stream}");

    // No answer: the command has ended the process.
    private ProgramResult Ended(WarmCommand command)
    {
        process.WaitForExit();
        var result = Result(process.ExitCode, command);
        return result with { Errors = result.Errors + lastWords.Result };
    }

    private void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }
}
