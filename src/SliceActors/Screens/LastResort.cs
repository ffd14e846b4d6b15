using System.CommandLine;
using SliceActors.Endings;
using SliceActors.Runs.Files;

namespace SliceActors.Screens;

/// <summary>The process edge: whatever reaches it becomes a sentence, what to do next, and a defined exit code. Where a fault of the program came from stands in a file: it may not come twice.</summary>
internal sealed class LastResort(IReadOnlyList<string> words)
{
    private ParseResult? parsed;

    /// <summary>Catches what is thrown on threads that nobody watches, where it would abort the process.</summary>
    public void Watch() => AppDomain.CurrentDomain.UnhandledException += (_, thrown) => ProcessExit.Now(Show((Exception)thrown.ExceptionObject));

    /// <summary>Says which command the trouble would be about.</summary>
    public void Concerns(ParseResult command) => parsed = command;

    /// <summary>Says what happened.</summary>
    /// <returns>What the process ends with.</returns>
    public ExitCode Show(Exception trouble)
    {
        try
        {
            return Tell(trouble);
        }
        catch (Exception further)
        {
            // Without memory or files, not even the words can be found.
            Console.Error.WriteLine($"slice-actors: {FirstLine(trouble.Message)} ({further.GetType().Name})");
            return ExitCode.Unexpected;
        }
    }

    private ExitCode Tell(Exception trouble)
    {
        var cause = Cause(trouble);
        var code = ErrorScreen.ExitCodeOf(cause) ?? ExitCode.Unexpected;
        if (code is ExitCode.BadInput or ExitCode.Refused or ExitCode.ClusterNotReachable)
        {
            return ErrorScreen.Show(cause);
        }

        var output = OutputDirectory();
        var report = code == ExitCode.Storage || words.Contains("-vv") ? null : FaultReport.Write(words, trouble);
        var sentence = TroubleWords.Of(cause, output is null ? null : new ResultTree(output).Journal);
        Console.Error.WriteLine(code == ExitCode.Storage
            ? $"slice-actors: {sentence}"
            : $"slice-actors: something went wrong that should not ({cause.GetType().Name}): {FirstLine(sentence)}{(report is null ? string.Empty : $" For a report of this fault: {report}")}");
        if (output is not null && File.Exists(new ResultTree(output).RunFile) && parsed!.CommandResult.Command.Name != "status")
        {
            Console.Error.WriteLine($"Nothing finished is lost. Once that is put right: {ResultScreen.ResumeHint(output)}");
        }

        if (words.Contains("-vv") || (report is null && code != ExitCode.Storage))
        {
            Console.Error.WriteLine(trouble);
        }

        return code;
    }

    // What wraps the cause says nothing that a person could use.
    private static Exception Cause(Exception trouble) =>
        ErrorScreen.ExitCodeOf(trouble) is null && trouble.InnerException is { } inner ? Cause(inner) : trouble;

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();

    private string? OutputDirectory()
    {
        var argument = parsed?.CommandResult.Command.Arguments.OfType<Argument<string>>().FirstOrDefault(argument => argument.Name == "OUTPUT_DIRECTORY" || (argument.Name == "RUN" && parsed.CommandResult.Command.Name == "status"));
        return argument is not null && parsed!.GetResult(argument)?.Tokens is [var path] && path.Value.Length > 0 ? Path.GetFullPath(path.Value) : null;
    }
}
