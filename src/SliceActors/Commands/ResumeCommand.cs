using System.CommandLine;
using SliceActors.Endings;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Queries;
using SliceActors.Runs.States;
using SliceActors.Screens;
using SliceActors.Studies.Folders;
using Spectre.Console;

namespace SliceActors.Commands;

/// <summary><c>resume OUTPUT_DIRECTORY</c>.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var output = new Argument<string>("OUTPUT_DIRECTORY") { Description = "Folder of the interrupted run." };
        var retryFailed = new Option<bool>("--retry_failed") { Description = "Try the networks that failed again, too." };
        var slots = StudyOptions.CreateSlots();
        var shared = new SharedOptions();
        var command = new Command("resume", "Finish an interrupted run: the results are those of an undisturbed one.") { output, retryFailed, slots };
        shared.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var findings = new List<Finding>();
            var slotsGiven = new OptionCheck(findings).Slots(slots, parsed);
            shared.Check(parsed, findings);
            return findings.Count == 0
                ? (int)await Resume(parsed, Folders.Results(parsed, output), parsed.GetValue(retryFailed), slotsGiven, shared)
                : throw new BadInputException(findings);
        });
        return command;
    }

    private static async Task<ExitCode> Resume(ParseResult parsed, ResultTree tree, bool retryFailed, int? slots, SharedOptions shared)
    {
        OutputFolder.ExistingRun(tree);
        using var folder = OutputFolder.Take(tree);
        var status = StatusCommand.Read(tree, everyEvent: true);
        var state = status.Journal.State;
        var submission = state.Submission!.ToCommand();
        var isDone = state.Phase == RunPhase.Completed || (state.Phase == RunPhase.CompletedWithFailedUnits && !retryFailed);
        if (isDone)
        {
            var view = RunViews.Of(state, StatusCommand.NoBatches, 0);
            Leftovers.Remove(submission, view);
            ResultScreen.Show(view, AnsiConsole.Console);
            var (code, sentence) = ResultScreen.End(view);
            Console.WriteLine($"There was nothing left to do. {sentence}");
            return code;
        }

        status.CheckResumable();
        if (status.OtherVersion is { } version && !shared.Quiet(parsed))
        {
            Console.WriteLine(version);
        }

        if (folder.Mend(submission) is { } mended)
        {
            Console.WriteLine(mended);
        }

        var spec = submission.Spec;
        NetworkCode.CheckUnchanged(spec.Network);
        var units = state.Units.Values.Count(unit => unit.Phase != UnitPhase.Completed);
        var machine = Machine.Resuming(spec, units, slots);
        var loop = new RunLoop(
            folder, submission, machine, StudyDesk.FillThreads(spec), shared.Cache(parsed), spec.Optimisation.Epochs, shared.Quiet(parsed), shared.LogLevel(parsed));
        return await loop.Run(async node =>
        {
            await node.Resume(submission, retryFailed, CancellationToken.None);
            if (!shared.Quiet(parsed))
            {
                Console.WriteLine($"Going on with {Count.Of(units, "network")}, {machine.Slots} side by side.");
            }
        });
    }
}
