using System.CommandLine;
using SliceActors.Commands;
using SliceActors.Endings;
using SliceActors.Screens;
using Spectre.Console;

var lastResort = new LastResort(args);
lastResort.Watch();
StopDeadline.Watch();
if (Console.IsOutputRedirected)
{
    // A file has no width: tables keep their columns whole.
    AnsiConsole.Profile.Width = 160;
}

Sentences.WrapErrors();
var root = ProgramCommand.Create();
try
{
    // Who types the name of the program only wants to know what it can do.
    var words = args.Length == 0 ? ["--help"] : args;
    var parsed = ProgramCommand.Read(root, words);
    if (parsed.Errors.Count > 0)
    {
        return (int)ParseErrorScreen.Show(parsed);
    }

    if (OpenFiles.Check() is { } tooFew)
    {
        return (int)ErrorScreen.Show([tooFew]);
    }

    lastResort.Concerns(parsed);

    // Ctrl-C is handled by the commands that have something to bring to an end.
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped before anything was trained; no results were written.");
    return (int)ExitCode.Interrupted;
}
catch (Exception trouble)
{
    return (int)lastResort.Show(trouble);
}
