using System.CommandLine;
using SliceActors.Actors;
using SliceActors.Options;
using SliceActors.Runs;
using SliceActors.Screens;
using Spectre.Console;

namespace SliceActors.Commands;

/// <summary><c>resume OUTPUT_DIRECTORY</c>.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var output = new Argument<string>("OUTPUT_DIRECTORY") { Description = "Folder of the interrupted run." };
        var retryFailed = new Option<bool>("--retry_failed") { Description = "Try the networks that failed again, too." };
        var slots = new Option<int?>("--slots") { Description = "Networks trained side by side. Default: as many as there are cores.", HelpName = "N" };
        var shared = new SharedOptions();
        var command = new Command("resume", "Finish an interrupted run: the results are those of an undisturbed one.") { output, retryFailed, slots };
        shared.AddTo(command);
        command.SetAction(async (parsed, _) =>
            (int)await Resume(parsed, new ResultTree(Path.GetFullPath(parsed.GetRequiredValue(output))), parsed.GetValue(retryFailed), parsed.GetValue(slots), shared));
        return command;
    }

    private static async Task<ExitCode> Resume(ParseResult parsed, ResultTree tree, bool retryFailed, int? slots, SharedOptions shared)
    {
        if (OutputFolder.Owner(tree) is null)
        {
            throw new RefusedException($"{tree.Root} holds no run of SliceActors.");
        }

        using var folder = OutputFolder.Take(tree);
        var state = await StatusCommand.Read(tree);
        var isDone = state.Phase == RunPhase.Completed || (state.Phase == RunPhase.CompletedWithFailedUnits && !retryFailed);
        if (isDone)
        {
            var view = RunViews.Of(state, StatusCommand.NoBatches, 0);
            ResultScreen.Show(view, AnsiConsole.Console);
            var (code, sentence) = ResultScreen.End(view);
            Console.WriteLine(sentence);
            return code;
        }

        var submission = OutputFolder.ReadSubmission(tree);
        var (run, spec) = (submission.Run, submission.Spec);
        var units = state.Units.Values.Count(unit => unit.Phase != UnitPhase.Completed);
        var machine = Machine.Resuming(spec, units, slots);
        var loop = new RunLoop(
            folder, run, machine, StudyDesk.FillThreads(spec), shared.Cache(parsed), spec.Optimisation.Epochs, shared.Quiet(parsed), shared.LogLevel(parsed));
        return await loop.Run(async node =>
        {
            if (!(await node.Resume(submission, retryFailed, CancellationToken.None)).Known && !shared.Quiet(parsed))
            {
                Console.WriteLine($"Going on with {units} networks, {machine.Slots} side by side.");
            }
        });
    }
}
