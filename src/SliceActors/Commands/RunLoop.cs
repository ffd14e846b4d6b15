using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using SliceActors.Actors.Hosting;
using SliceActors.Endings;
using SliceActors.Imaging.Store;
using SliceActors.Reports.Pages;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Screens;
using SliceActors.Studies.Folders;
using Spectre.Console;

namespace SliceActors.Commands;

/// <summary>Starts the actors, watches a run to its end, and stops in order when a person asks for it.</summary>
internal sealed class RunLoop(OutputFolder folder, RunCommands.SubmitRun submission, Machine machine, TimeSpan checkpointEvery, SliceCache cache, bool quiet, LogLevel logLevel)
{
    public async Task<ExitCode> Run(Func<StudyNode, Task> begin)
    {
        // A second Ctrl-C ends the process at once: the run can be resumed all the same.
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Interruptible.RequestStop(context, stop));
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Interruptible.RequestStop(context, stop));
        var options = new StudyNodeOptions(
            folder.Tree, machine.Slots, StudyDesk.FillThreads(submission.Spec), cache, logLevel, logging => ConsoleLog.Configure(logging, logLevel))
        {
            CheckpointEvery = checkpointEvery,
        };
        await using var node = await StudyNode.StartAsync(options, CancellationToken.None);
        await begin(node);
        var clock = Stopwatch.StartNew();
        var view = await Watch(node, stop.Token);
        Leftovers.Remove(submission, view);
        if (!quiet)
        {
            Sentences.Say($"{Count.Of(view.Folds.Sum(fold => fold.Completed), "network")} done in all; this process was at it for {Sizes.Text(clock.Elapsed)}.");
        }

        ResultScreen.Show(view, AnsiConsole.Console);
        SliceChart.Show(folder.Tree, submission.Spec.NetworkType == NetworkType.Multicnn && !quiet ? view.Merged.Select(fold => fold.Fold) : [], "validation", AnsiConsole.Console);
        if (view.IsFinished)
        {
            ReportPage.Write(folder.Tree, submission);
            if (!quiet)
            {
                Sentences.Say($"One page with all of it: {folder.Tree.Report}");
            }
        }

        var (code, sentence) = ResultScreen.End(view);
        (code is ExitCode.Done ? Console.Out : Console.Error).WriteLine(sentence);
        return code;
    }

    private async Task<RunView> Watch(StudyNode node, CancellationToken stop)
    {
        try
        {
            return await Screen().Show(() => node.View(submission.Run, CancellationToken.None), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.Error.WriteLine("Stopping: the running networks finish their batch …");
            try
            {
                await node.Cancel(submission.Run, CancellationToken.None);
            }
            catch (RefusedException)
            {
                // The run came to its end first: that end is what is shown.
            }

            return await node.View(submission.Run, CancellationToken.None);
        }
    }

    private IRunScreen Screen() =>
        quiet ? new QuietRunScreen()
        : AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected ? new LiveRunScreen(AnsiConsole.Console, submission.Spec.NetworkType, submission.Spec.Optimisation.Epochs)
        : new PlainRunScreen(Console.Out, submission.Spec.NetworkType);
}
