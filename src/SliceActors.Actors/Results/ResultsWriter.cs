using System.Collections.Immutable;
using SliceActors.Actors.Supervision;
using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Training;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.States;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Tables;
using SliceActors.Studies.Folders;
using SliceActors.Studies.People;

namespace SliceActors.Actors.Results;

/// <summary>
/// Writes what runs publish, on a thread of its own and never two at the same time in one folder. Everything may be repeated. One for a process, whatever
/// becomes of the actors that ask it.
/// </summary>
/// <param name="writeJournal">Makes the journal of a run, a file that is not there yet, durable.</param>
/// <param name="report">Writes the page about a run that is handed back finished; null where whoever started the run does that.</param>
internal sealed class ResultsWriter(Func<string, RunId, ImmutableArray<IRunEvent>, Task> writeJournal, IRunReport? report = null)
{
    private readonly Turns turns = new();

    /// <summary>Moves what settled units left in the folders of their attempts into the result tree, and removes what is of no more use.</summary>
    /// <returns>Ends when it is durable.</returns>
    /// <exception cref="IOException">The disk refused; thrown by the task.</exception>
    public Task Publish(ResultTree tree, ImmutableArray<SettledUnit> units) => Start(tree, () =>
    {
        foreach (var settled in units)
        {
            WorkFolders.Publish(tree, tree.Attempt(settled.Unit, settled.Attempt));
            if (settled.IsCompleted)
            {
                WorkFolders.RemoveUpTo(tree, settled.Unit, settled.Attempt);
                UnitTrainer.Release(tree, settled.Unit);
            }
        }

        return units.Length;
    });

    /// <summary>Merges the vote of a fold and writes its tables.</summary>
    /// <param name="tree">The folder of the run.</param>
    /// <param name="study">Digest of the study that it has to hold.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="outcomes">The units that take part.</param>
    /// <returns>Ends when they are durable.</returns>
    /// <exception cref="IOException">The disk refused, or predictions are not those that the journal knows; thrown by the task.</exception>
    public Task<FoldSummary> WriteFold(ResultTree tree, string study, FoldIndex fold, ImmutableArray<UnitOutcome> outcomes) => Start(tree, () =>
    {
        var submission = SubmissionFile.Read(tree, study);
        var spec = submission.Spec;
        var predictions = outcomes.Select(outcome => PredictionsFile.Read(tree.Predictions(outcome.Unit), outcome)).ToList();
        var result = FoldMerge.Merge(submission.Plan, fold, spec.NetworkType, spec.Vote, spec.Optimisation.Seed, predictions);
        SliceEstimateTables.WriteFold(tree.SlicesOf(fold), SliceEstimates.Of(submission.Plan, spec.NetworkType, fold, predictions));
        if (submission.Plan.FoldOf(fold).Variation?.Kind != VariationKind.Permutation)
        {
            LastEpochTable.Write(tree.LastEpochOf(fold), LastEpoch.Of(submission.Plan, spec.NetworkType, fold, predictions));
        }

        var summary = result.Summary with { Estimate = FoldEstimates.Of(submission.Plan, spec, result, predictions) };
        if (!fold.IsVariation)
        {
            FoldTables.Write(tree, result);
            return summary;
        }

        VariationFolder.KeepPredictions(tree, outcomes.Select(outcome => outcome.Unit));
        return Essence(summary);
    });

    /// <summary>What is said of a fold that was trained once more. There may be thousands, which travel together.</summary>
    private static FoldSummary Essence(FoldSummary fold) => new(fold.Fold, [], [], [])
    {
        Estimate = fold.Estimate is { } estimate ? estimate with { Figures = [.. estimate.Figures.Where(figures => figures.Kind == EstimateKind.LeavePairOut)] } : null,
    };

    /// <summary>Writes the summary of all folds, what may be claimed of them, and for whom they fail.</summary>
    /// <param name="tree">The folder of the run.</param>
    /// <param name="folds">Its folds.</param>
    /// <param name="here">Where this node has what the study names.</param>
    /// <returns>Ends when it is durable.</returns>
    /// <exception cref="IOException">The disk refused; thrown by the task.</exception>
    public Task WriteSummary(ResultTree tree, ImmutableArray<FoldSummary> folds, Func<string, string> here) => Start(tree, () =>
    {
        ImmutableArray<FoldSummary> original = [.. folds.Where(fold => !fold.Fold.IsVariation)];
        SummaryTable.Write(tree, original);
        EstimateTable.Write(tree, original);
        SliceEstimateTables.Write(tree, original.Select(fold => fold.Fold));
        if (original.Any(fold => File.Exists(tree.LastEpochOf(fold.Fold))))
        {
            ValidationFailures.Write(tree, Here(SubmissionFile.Read(tree, OutputFolder.ExistingRun(tree)), here), original);
        }

        if (original.Length < folds.Length)
        {
            ChanceTables.Write(tree, SubmissionFile.Read(tree, OutputFolder.ExistingRun(tree)).Plan, folds);
        }

        return folds.Length;
    });

    /// <summary>
    /// Writes the events of a run into its folder, and its report if it is finished, and takes the mark of the cluster away; does nothing when that was done
    /// before.
    /// </summary>
    /// <param name="tree">The folder of the run.</param>
    /// <param name="study">Digest of the study that it has to hold.</param>
    /// <param name="run">Id of the run.</param>
    /// <param name="stay">The stay in the cluster that ends.</param>
    /// <param name="history">The events, their submission an outline.</param>
    /// <param name="here">Where this node has what the study names.</param>
    /// <returns>Ends when all of it is durable; why the report could not be written, null otherwise.</returns>
    /// <exception cref="IOException">The disk refused, or the folder is damaged; thrown by the task.</exception>
    public async Task<string?> HandBack(ResultTree tree, string study, RunId run, string stay, ImmutableArray<IRunEvent> history, Func<string, string> here)
    {
        var unfinished = DurableFile.UnfinishedName($"{tree.Journal}-{stay}-{Guid.NewGuid():N}");
        var whole = await Start(tree, () =>
        {
            if (ClusterMark.Read(tree)?.Stay != stay)
            {
                // Done before, unless this is not the folder of the run any more.
                return OutputFolder.ExistingRun(tree).Run == run && File.Exists(tree.Journal)
                    ? ImmutableArray<IRunEvent>.Empty
                    : throw new IOException($"{tree.Root} is not the folder of run {run} any more; was it moved? Put it back, so that it gets its events.");
            }

            // Until now the folder alone knew who is in the study.
            var submitted = RunEvents.RunSubmitted.Of(SubmissionFile.Read(tree, study));
            File.Delete(unfinished);
            return history.SetItem(0, submitted);
        }).ConfigureAwait(false);
        if (whole.IsEmpty)
        {
            return null;
        }

        await writeJournal(unfinished, run, whole).ConfigureAwait(false);
        return await Start(tree, () =>
        {
            if (ClusterMark.Read(tree)?.Stay != stay)
            {
                // Another node, which was asked when this one stood still, has done it meanwhile.
                File.Delete(unfinished);
                return null;
            }

            foreach (var part in (string[])["-wal", "-shm"])
            {
                File.Delete(tree.Journal + part);
            }

            File.Move(unfinished, tree.Journal, overwrite: true);
            DurableFile.FlushFolder(tree.Bookkeeping);

            // It reads the journal, and whoever sees that the mark has gone may count on it. A node that dies here leaves the mark: another one begins anew.
            var missing = TryReport(tree, whole, here);
            if (ClusterMark.Read(tree)?.Stay != stay)
            {
                // It takes its time, in which the node may have stood still, too.
                return null;
            }

            ClusterMark.Remove(tree);
            return missing;
        }).ConfigureAwait(false);
    }

    /// <summary>Writes the report of a finished run. Whatever is in its way is no reason to keep the folder back, which has its tables.</summary>
    /// <returns>Why it could not be written; null otherwise.</returns>
    private string? TryReport(ResultTree tree, ImmutableArray<IRunEvent> history, Func<string, string> here)
    {
        var state = history.Aggregate(RunState.Empty, (known, happened) => known.Apply(happened));
        if (report is null || state.Phase is not (RunPhase.Completed or RunPhase.CompletedWithFailedUnits))
        {
            return null;
        }

        try
        {
            report.Write(tree, state.Submission!.ToCommand(), here);
            return null;
        }
#pragma warning disable CA1031 // A page that a table is too odd for must not hold up what a whole cluster computed.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            return trouble.Message;
        }
    }

    private static RunCommands.SubmitRun Here(RunCommands.SubmitRun study, Func<string, string> here) =>
        study with { Spec = study.Spec with { Data = study.Spec.Data with { TsvPath = here(study.Spec.Data.TsvPath) } } };

    private Task<T> Start<T>(ResultTree tree, Func<T> write) => Task.Factory.StartNew(
        () => turns.Take(tree.Root, write), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
