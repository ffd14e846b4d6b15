using System.CommandLine;
using SliceActors.Endings;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Options;
using SliceActors.Reports.Pages;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Queries;
using SliceActors.Runs.States;
using SliceActors.Screens;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;
using SliceActors.Studies.Results;
using Spectre.Console;

namespace SliceActors.Commands;

/// <summary><c>resume OUTPUT_DIRECTORY</c>.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var output = new Argument<string>("OUTPUT_DIRECTORY") { Description = "Folder of the interrupted run; of a run of a cluster also the first letters of its id." }.IsPath();
        var retryFailed = new Option<bool>("--retry_failed") { Description = "Try the networks that failed again, too." };
        var json = OptionKinds.Flag("--json", "Write the answer of a cluster as one JSON object on one line.");
        var slots = StudyOptions.CreateSlots();
        var (extension, shared, portable, checkpoints, client) = (new StudyExtension(), new SharedOptions(), new PortableOption(), new CheckpointOption(), new ClientOptions());
        var command = new Command("resume", "Finish an interrupted run, or take a finished one further: the results are those of an undisturbed one.") { output, retryFailed, portable.Option, slots, checkpoints.Option };
        extension.AddTo(command);
        shared.AddTo(command);
        client.AddTo(command);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancellation) =>
        {
            var named = Folders.Results(parsed, output);
            if (ClusterRuns.Settings(parsed, client, named) is { } cluster)
            {
                extension.Refuse(parsed, "a cluster goes on with a study as it is: take it further on one machine, then submit the rest");
                return (int)await ClusterRuns.Resume(cluster, client.Way(parsed, cluster), parsed.GetRequiredValue(output), parsed.GetValue(retryFailed), shared.Quiet(parsed) || parsed.GetValue(json), parsed.GetValue(json), cancellation);
            }

            var findings = new List<Finding>();
            new OptionCheck(findings).That(!parsed.GetValue(json), json, "a run of this machine", "a cluster, which answers; on one machine, status --json says how a run stands");
            var slotsGiven = new OptionCheck(findings).Slots(slots, parsed);
            checkpoints.Check(parsed, findings);
            shared.Check(parsed, findings);
            return findings.Count == 0
                ? (int)await Resume(parsed, named, parsed.GetValue(retryFailed), slotsGiven, portable, checkpoints, extension, shared, cancellation)
                : throw new BadInputException(findings);
        });
        return command;
    }

    private static async Task<ExitCode> Resume(ParseResult parsed, ResultTree tree, bool retryFailed, int? slots, PortableOption portable, CheckpointOption checkpoints, StudyExtension extension, SharedOptions shared, CancellationToken cancellation)
    {
        OutputFolder.ExistingRun(tree);
        using var folder = OutputFolder.Take(tree);
        var status = StatusCommand.Read(tree, everyEvent: true);
        var state = status.Journal.State;
        var submission = state.Submission!.ToCommand();
        var numerics = new StudyNumerics(tree, submission.Spec.Compute);
        numerics.Prepare(portable, parsed);

        // What another resume was to add died with it, if the journal does not know of it.
        var pending = PendingExtension.Read(tree);
        var asked = await Interruptible.Run(stop => extension.Of(parsed, pending?.Submission ?? submission, shared, stop), cancellation);
        var added = asked is null ? pending : asked with { Transfer = asked.Transfer ?? pending?.Transfer, Leakage = asked.Leakage ?? pending?.Leakage };
        if (added is not null && !status.Journal.HasBegun)
        {
            throw new RefusedException($"The run of {tree.Root} has not begun: resume it first, then take it further.");
        }

        submission = added?.Submission ?? submission;
        var taken = state.Decide(new RunCommands.ExtendRun(submission.Spec, submission.Plan, submission.ImageDigests));
        if (taken.Kind == DecisionKind.Refused)
        {
            throw new RefusedException(taken.Reason);
        }

        var again = state.Units.Values.Count(unit => unit.Phase == UnitPhase.Completed);
        state = taken.Events.Aggregate(state, (known, happened) => known.Apply(happened));
        again -= state.Units.Values.Count(unit => unit.Phase == UnitPhase.Completed);
        var isDone = taken.Events.IsEmpty && added is null && (state.Phase == RunPhase.Completed || (state.Phase == RunPhase.CompletedWithFailedUnits && !retryFailed));
        CheckMergedFoldsAreThere(tree, state);
        if (isDone)
        {
            var view = RunViews.Of(state, StatusCommand.NoBatches, 0);
            Leftovers.Remove(submission, view);
            ReportPage.Write(tree, submission);
            ResultScreen.Show(view, AnsiConsole.Console);
            var (code, sentence) = ResultScreen.End(view);
            Sentences.Say($"There was nothing left to do. {sentence}");
            return code;
        }

        status.CheckResumable();
        numerics.Check();
        if (status.OtherVersion is { } version && !shared.Quiet(parsed))
        {
            Sentences.Say(version);
        }

        if (added is not null)
        {
            folder.TakeFurther(added, ProgramVersion.Text);
        }
        else if (!folder.IsDescribed())
        {
            folder.Describe(submission, ProgramVersion.Text);
            Sentences.Say($"The description of the run in {tree.Bookkeeping} was missing or damaged. It was written again from the journal, which holds the same study.");
        }

        if (again > 0 && !shared.Quiet(parsed))
        {
            Sentences.Say($"{Count.Of(again, "network")} of {submission.Spec.Optimisation.Epochs} epochs now: trained again from the first, since a finished network keeps no checkpoint.");
        }

        if ((added is not null || (retryFailed && state.FailedUnits > 0)) && PredictionRecord.MarkOutdated(tree) > 0 && !shared.Quiet(parsed))
        {
            Sentences.Say(PredictionRecord.MarkedOutdated);
        }

        EarlierPredictions.Keep(tree, status.Journal);
        var spec = submission.Spec;
        NetworkCode.CheckUnchanged(spec.Network);
        var units = state.Units.Values.Count(unit => unit.Phase != UnitPhase.Completed);
        var machine = Machine.Resuming(spec, units, slots);
        var loop = new RunLoop(folder, submission, machine, checkpoints.Of(parsed), shared.Cache(parsed), shared.Quiet(parsed), shared.LogLevel(parsed));
        return await loop.Run(async node =>
        {
            await node.Resume(submission, retryFailed, CancellationToken.None);
            folder.IsTakenFurther();
            if (!shared.Quiet(parsed))
            {
                Sentences.Say($"Going on with {Count.Of(units, "network")}, {machine.Slots.Length} side by side.");
            }
        });
    }

    // What the journal calls finished is not trained again; a folder that somebody removed is missed all the same.
    private static void CheckMergedFoldsAreThere(ResultTree tree, RunState state)
    {
        if (state.MergedFolds.Keys.Where(fold => !fold.IsVariation).Select(tree.Fold).Where(folder => !Directory.Exists(folder)).ToList() is { Count: > 0 } gone)
        {
            throw new BookkeepingException(
                $"{string.Join(" and ", gone)} {(gone.Count == 1 ? "was" : "were")} finished, but {(gone.Count == 1 ? "is" : "are")} not there any more. Put {(gone.Count == 1 ? "it" : "them")} back from a backup, or train the study again into another folder (slice-actors train --from {tree.Root}).");
        }
    }
}
