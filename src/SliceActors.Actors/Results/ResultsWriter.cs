using System.Collections.Immutable;
using SliceActors.Actors.Supervision;
using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Training;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.States;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Tables;

namespace SliceActors.Actors.Results;

/// <summary>Writes what a run publishes, on a thread of its own and never two at the same time in one folder. Everything may be repeated.</summary>
internal sealed class ResultsWriter
{
    private readonly Turns turns = new();

    /// <summary>Moves what settled units left in the folders of their attempts into the result tree, and removes what is of no more use.</summary>
    /// <returns>Ends when it is durable.</returns>
    public Task Publish(ResultTree tree, ImmutableArray<UnitState> units) => Start(tree.Root, () =>
    {
        foreach (var unit in units)
        {
            var id = unit.Unit.Id;
            WorkFolders.Publish(tree, tree.Attempt(id, unit.Attempt));
            if (unit.Phase == UnitPhase.Completed)
            {
                WorkFolders.RemoveUpTo(tree, id, unit.Attempt);
                UnitTrainer.Release(tree, id);
            }
        }

        return units.Length;
    });

    /// <summary>Merges the vote of a fold and writes its tables.</summary>
    /// <param name="submission">The run.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="outcomes">The units that take part.</param>
    /// <param name="journaled">Predictions that version 0.1.0 kept in the journal.</param>
    /// <returns>Ends when they are durable.</returns>
    public Task<FoldSummary> WriteFold(
        RunEvents.RunSubmitted submission, FoldIndex fold, ImmutableArray<UnitOutcome> outcomes, IReadOnlyDictionary<UnitId, UnitPredictions> journaled) => Start(submission.OutputDirectory, () =>
    {
        var (spec, tree) = (submission.Spec, new ResultTree(submission.OutputDirectory));
        var predictions = outcomes.Select(outcome => outcome.Predictions is null && journaled.TryGetValue(outcome.Unit, out var known)
            ? known
            : PredictionsFile.Read(tree.Predictions(outcome.Unit), outcome)).ToList();
        var result = FoldMerge.Merge(submission.Plan, fold, spec.NetworkType, spec.Vote, spec.Optimisation.Seed, predictions);
        FoldTables.Write(tree, result);
        return result.Summary;
    });

    /// <summary>Writes the summary of all folds.</summary>
    /// <returns>Ends when it is durable.</returns>
    public Task<FoldSummary> WriteSummary(ResultTree tree, IReadOnlyList<FoldSummary> folds) => Start(tree.Root, () =>
    {
        SummaryTable.Write(tree, folds);
        return folds[^1];
    });

    private Task<T> Start<T>(string folder, Func<T> write) => Task.Factory.StartNew(
        () => turns.Take(folder, write), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
