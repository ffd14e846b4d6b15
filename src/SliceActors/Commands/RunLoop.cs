using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SliceActors.Actors;
using SliceActors.Imaging;
using SliceActors.Runs;
using SliceActors.Screens;
using Spectre.Console;

namespace SliceActors.Commands;

/// <summary>Starts the actors, watches a run to its end, and stops in order when a person asks for it.</summary>
internal sealed class RunLoop(OutputFolder folder, RunId run, Machine machine, int fillThreads, SliceCache cache, int epochs, bool quiet, LogLevel logLevel)
{
    public async Task<ExitCode> Run(Func<StudyNode, Task> begin)
    {
        // A second Ctrl-C ends the process at once: the run can be resumed all the same.
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => RequestStop(context, stop));
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => RequestStop(context, stop));
        var options = new StudyNodeOptions(folder.Tree.Journal, machine.Slots, fillThreads, cache, logLevel, ConfigureLogging);
        await using var node = await StudyNode.StartAsync(options, CancellationToken.None);
        await begin(node);
        var view = await Watch(node, stop.Token);
        ResultScreen.Show(view, AnsiConsole.Console);
        var (code, sentence) = ResultScreen.End(view);
        (code is ExitCode.Done ? Console.Out : Console.Error).WriteLine(sentence);
        return code;
    }

    private static void RequestStop(PosixSignalContext context, CancellationTokenSource stop)
    {
        if (!stop.IsCancellationRequested)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private async Task<RunView> Watch(StudyNode node, CancellationToken stop)
    {
        try
        {
            return await Screen().Show(() => node.View(run, CancellationToken.None), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.Error.WriteLine("Stopping: the running networks finish their batch …");
            await node.Cancel(run, CancellationToken.None);
            return await node.View(run, CancellationToken.None);
        }
    }

    private IRunScreen Screen() =>
        quiet ? new QuietRunScreen()
        : AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected ? new LiveRunScreen(AnsiConsole.Console, epochs)
        : new PlainRunScreen(Console.Out);

    private void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(logLevel);
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
