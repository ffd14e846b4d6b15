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
    /// Removes checkpoints of completed units once a run is over. A node does that when a unit is settled or when it comes back, but the run may end, and
    /// the process with it, before the node got to it.
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
            UnitTrainer.Release(tree, unit.Id);
        }
    }
}
