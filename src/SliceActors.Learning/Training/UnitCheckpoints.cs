using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Progress;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Training;

/// <summary>
/// Saves what a unit knows after each epoch and finds it again. Two generations are kept, with the best networks that they refer to; an older one is
/// deleted only when its successor is durable and in the journal.
/// </summary>
/// <param name="folder">Where the files are.</param>
/// <param name="learner">The network and optimizer to save and to restore.</param>
/// <param name="cancellation">Ends the waiting for the journal.</param>
internal sealed class UnitCheckpoints(CheckpointFolder folder, Learner learner, CancellationToken cancellation)
{
    /// <summary>
    /// Puts the learner where the newest epoch left it that the journal knows and whose files are whole, best networks included, and deletes what is left
    /// of later ones. Leaves the learner as it is, and nothing on disk, when there is none.
    /// </summary>
    /// <param name="history">What the journal knows, ascending.</param>
    /// <returns>What the unit knew after that epoch; the start when there is none.</returns>
    public TrainingProgress Restore(IReadOnlyList<EpochReport> history)
    {
        foreach (var report in history.Reverse())
        {
            if (Whole(report) is { } generation)
            {
                NetworkFile.Load(folder.Network(report.Epoch), learner.Network);
                OptimizerFile.Load(folder.Optimizer(report.Epoch), learner.Optimizer);
                folder.DeleteAfter(report.Epoch);
                return generation.Progress;
            }
        }

        folder.DeleteAll();
        return TrainingProgress.Start;
    }

    /// <summary>Starts to save network and optimizer.</summary>
    /// <param name="epoch">The epoch that has just been trained.</param>
    public GenerationWriting Begin(int epoch) => new(folder, learner, epoch);

    /// <summary>Makes the checkpoint complete.</summary>
    /// <param name="generation">What it says.</param>
    /// <returns>Digest that stands for the whole checkpoint.</returns>
    public FileDigest Complete(Generation generation) =>
        DurableFile.Write(folder.Progress(generation.Progress.EpochsTrained - 1), stream => GenerationFile.Write(stream, generation));

    /// <summary>
    /// Waits until the journal knows the last epoch, then deletes the generations before the last two. Waiting, some milliseconds, is what limits the
    /// work that a crash can undo to the epoch it happens in.
    /// </summary>
    /// <param name="before">What the unit knew after the epoch before the last.</param>
    /// <param name="now">What it knows after the last.</param>
    /// <param name="report">Ends when the journal knows the last epoch.</param>
    public void Retain(TrainingProgress before, TrainingProgress now, Task report)
    {
        report.WaitAsync(cancellation).GetAwaiter().GetResult();
        folder.KeepOnly(
            new HashSet<int> { before.EpochsTrained - 1, now.EpochsTrained - 1 },
            before.Best.Concat(now.Best).Select(best => best.Epoch).ToHashSet());
    }

    private Generation? Whole(EpochReport report) =>
        DurableFile.Matches(folder.Progress(report.Epoch), report.Checkpoint)
        && GenerationFile.Read(folder.Progress(report.Epoch)) is var generation
        && DurableFile.Matches(folder.Network(report.Epoch), generation.Network)
        && DurableFile.Matches(folder.Optimizer(report.Epoch), generation.Optimizer)
        && generation.Progress.Best.All(best => DurableFile.Matches(folder.Network(best.Epoch), best.Model))
            ? generation
            : null;
}
