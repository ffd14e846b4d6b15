using SliceActors.Actors.Supervision;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Tables;

namespace SliceActors.Actors.Runs;

/// <summary>Writes the tables of a run, on a thread of its own and never two at the same time.</summary>
internal sealed class ResultTables
{
    private readonly Turns turns = new();

    /// <summary>Merges the vote of a fold and writes its tables.</summary>
    /// <returns>Ends when they are durable.</returns>
    public Task<FoldSummary> WriteFold(RunEvents.RunSubmitted submission, FoldIndex fold, IReadOnlyList<UnitOutcome> outcomes) => Start(submission.OutputDirectory, () =>
    {
        var spec = submission.Spec;
        var result = FoldMerge.Merge(submission.Plan, fold, spec.NetworkType, spec.Vote, spec.Optimisation.Seed, outcomes);
        FoldTables.Write(new ResultTree(submission.OutputDirectory), result);
        return result.Summary;
    });

    /// <summary>Writes the summary of all folds.</summary>
    /// <returns>Ends when it is durable.</returns>
    public Task<FoldSummary> WriteSummary(ResultTree tree, IReadOnlyList<FoldSummary> folds) => Start(tree.Root, () =>
    {
        SummaryTable.Write(tree, folds);
        return folds[^1];
    });

    private Task<FoldSummary> Start(string folder, Func<FoldSummary> write) => Task.Factory.StartNew(
        () => turns.Take(folder, write), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
