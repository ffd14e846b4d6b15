using System.CommandLine;
using SliceActors.Endings;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Options;
using SliceActors.Runs.Commands;
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
        var (extension, shared) = (new StudyExtension(), new SharedOptions());
        var command = new Command("resume", "Finish an interrupted run, or take a finished one further: the results are those of an undisturbed one.") { output, retryFailed, slots };
        extension.AddTo(command);
        shared.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var findings = new List<Finding>();
            var slotsGiven = new OptionCheck(findings).Slots(slots, parsed);
            shared.Check(parsed, findings);
            return findings.Count == 0
                ? (int)await Resume(parsed, Folders.Results(parsed, output), parsed.GetValue(retryFailed), slotsGiven, extension, shared, cancellation)
                : throw new BadInputException(findings);
        });
        return command;
    }

    private static async Task<ExitCode> Resume(ParseResult parsed, ResultTree tree, bool retryFailed, int? slots, StudyExtension extension, SharedOptions shared, CancellationToken cancellation)
    {
        OutputFolder.ExistingRun(tree);
        using var folder = OutputFolder.Take(tree);
        var status = StatusCommand.Read(tree, everyEvent: true);
        var state = status.Journal.State;
        var (submission, described) = (state.Submission!.ToCommand(), folder.Described());
        if (described is not null && state.Decide(Extending(described)) is { Kind: DecisionKind.Accepted })
        {
            // A resume that was to take the study further died before the journal knew of it.
            submission = described;
        }

        var added = await Interruptible.Run(stop => extension.Of(parsed, submission, shared, stop), cancellation);
        submission = added?.Submission ?? submission;
        var taken = state.Decide(Extending(submission));
        if (taken.Kind == DecisionKind.Refused)
        {
            throw new RefusedException(taken.Reason);
        }

        var again = state.Units.Values.Count(unit => unit.Phase == UnitPhase.Completed);
        state = taken.Events.Aggregate(state, (known, happened) => known.Apply(happened));
        again -= state.Units.Values.Count(unit => unit.Phase == UnitPhase.Completed);
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

        if (described?.Spec.Digest() != submission.Spec.Digest())
        {
            folder.DescribeAnew(submission, ProgramVersion.Text, added?.Transfer);
            if (described is null)
            {
                Console.WriteLine($"The description of the run in {tree.Bookkeeping} was missing or damaged. It was written again from the journal, which holds the same study.");
            }
        }

        if (again > 0 && !shared.Quiet(parsed))
        {
            Console.WriteLine($"{Count.Of(again, "network")} of {submission.Spec.Optimisation.Epochs} epochs now: trained again from the first, since a finished network keeps no checkpoint.");
            if (Directory.EnumerateFiles(tree.Root, "commandline_predict-*.json").Any())
            {
                Console.WriteLine("Tables that predict added are of the networks as they were: run predict again afterwards.");
            }
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

    private static RunCommands.ExtendRun Extending(RunCommands.SubmitRun study) => new(study.Spec, study.Plan, study.ImageDigests);
}
