using System.Diagnostics;

namespace SliceActors.EndToEnd.Tests.Programs;

/// <summary>A process of the program. It is killed when it is disposed, or when it takes longer than any test should.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;
    private readonly string commandLine;

    public RunningProgram(IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? variables = null)
    {
        string[] words = [.. arguments];
        commandLine = string.Join(' ', words);
        process = Process.Start(ProgramStart.Of(words, folder, variables))!;
        process.StandardInput.Close();
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    /// <summary>Waits for a condition.</summary>
    /// <returns>Whether it came true while the process was alive.</returns>
    public bool WaitUntil(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (process.HasExited)
            {
                return false;
            }

            FailWhenLate(clock.Elapsed);
            Thread.Sleep(1);
        }

        return !process.HasExited;
    }

    /// <summary>SIGKILL: the process can do nothing about it.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Sends a signal by its name.</summary>
    public void Signal(string name) => ProgramStart.Signal(process, name);

    /// <summary>Waits for the end.</summary>
    public ProgramResult WaitForEnd()
    {
        var isOver = process.WaitForExit(SliceActorsProgram.AtMost);
        if (!isOver)
        {
            FailWhenLate(SliceActorsProgram.AtMost);
        }

        return new ProgramResult(process.ExitCode, output.Result, errors.Result);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }

    private void FailWhenLate(TimeSpan elapsed)
    {
        if (elapsed >= SliceActorsProgram.AtMost)
        {
            Kill();
            Assert.Fail($"slice-actors took longer than {SliceActorsProgram.AtMost}: {commandLine}\n{output.Result}\n{errors.Result}");
        }
    }
}
