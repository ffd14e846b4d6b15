using System.CommandLine;
using System.CommandLine.Help;
using SliceActors.Commands;
using SliceActors.Endings;
using SliceActors.Options;
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

var root = new RootCommand("Trains deep networks on 2D slices of brain MR images, as a system of actors. No finished work is ever lost.")
{
    TrainCommand.Create(),
    CheckCommand.Create(),
    ResumeCommand.Create(),
    StatusCommand.Create(),
    LogsCommand.Create(),
    SubmitCommand.Create(),
    RunsCommand.Runs(),
    RunsCommand.Watch(),
    RunsCommand.Cancel(),
    RunsCommand.Pause(),
    RunsCommand.Nodes(),
    RunsCommand.Drain(),
    NodeCommand.Create(),
    CertsCommand.Create(),
    PredictCommand.Create(),
    BaselineCommand.Create(),
    DemoCommand.Create(),
    CacheCommand.Create(),
    TsvToolCommand.Create(),
    ExtractCommand.Create(),
    GenerateCommand.Create(),
    DoctorCommand.Create(),
    NetworkTrial.Create(),
};
root.Options.OfType<HelpOption>().Single().Action = new HelpPage();
root.Options.OfType<VersionOption>().Single().Aliases.Add("-V");
root.Options.Add(new Option<string>("--logname", "-l") { Description = "Accepted as by ClinicaDL, which writes nothing to it either.", HelpName = "FILE" });
root.Options.Add(Shorthand.Gap);
var configuration = new ParserConfiguration { EnablePosixBundling = false };
try
{
    // Who types the name of the program only wants to know what it can do.
    var words = args.Length == 0 ? ["--help"] : args;
    var parsed = root.Parse(Shorthand.Expand(root, words, configuration), configuration);
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
