using SliceActors.Learning.Training;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;
using SliceActors.Runs.Queries;
using SliceActors.Runs.States;

namespace SliceActors.Studies.Folders;

/// <summary>What a crash left of units that were complete already.</summary>
public static class Leftovers
{
    /// <summary>
    /// Removes the work folders of completed units once a run is over. That is done when a unit is published, but an attempt that nobody waits for any more may
    /// have written there since.
    /// </summary>
    /// <param name="submission">The run.</param>
    /// <param name="view">Where it stands; nothing is removed unless it is over. Failed units keep theirs: they may be tried again.</param>
    public static void Remove(RunCommands.SubmitRun submission, RunView view)
    {
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(view);
        if (view.Phase is not (RunPhase.Completed or RunPhase.CompletedWithFailedUnits))
        {
            return;
        }

        var tree = new ResultTree(submission.OutputDirectory);
        var failed = view.Failures.Select(failure => failure.Unit).ToHashSet();
        foreach (var unit in submission.Plan.Units(submission.Spec.NetworkType).Where(unit => !failed.Contains(unit.Id)))
        {
            WorkFolders.Remove(tree, unit.Id);
            UnitTrainer.Release(tree, unit.Id);
        }
    }
}
