using System.Collections.Immutable;
using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Progress;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Training;

/// <summary>
/// Saves what a unit knows after each epoch, in the folder of this attempt, and finds what an earlier attempt saved. Two generations are kept, with the best
/// networks that they refer to; an older one is deleted only when its successor is durable and in the journal.
/// </summary>
internal sealed class UnitCheckpoints : IDisposable
{
    private const int KeptGenerations = 2;

    private readonly TrainingJob job;
    private readonly Learner learner;
    private readonly CancellationToken cancellation;
    private readonly CheckpointFolder folder;
    private readonly ValidationHistory history;
    private int epochsOfThisAttempt;

    /// <summary>Empties the folder of the attempt: only a folder that was copied while another process worked in it holds anything.</summary>
    /// <param name="job">The unit.</param>
    /// <param name="learner">The network and optimizer to save and to restore.</param>
    /// <param name="cancellation">Ends the waiting for the journal.</param>
    public UnitCheckpoints(TrainingJob job, Learner learner, CancellationToken cancellation)
    {
        (this.job, this.learner, this.cancellation) = (job, learner, cancellation);
        WorkFolders.Remove(job.Tree, job.Folder);
        folder = new CheckpointFolder(job.Folder.Checkpoints);
        history = new ValidationHistory(folder.Validation);
    }

    /// <summary>
    /// Puts the learner where the newest checkpoint left it that the journal knows and whose files are whole, best networks included. Leaves the learner as it
    /// is when there is none. The files of other attempts stay as they are.
    /// </summary>
    /// <returns>What the unit knew after that epoch; the start when there is none.</returns>
    public TrainingProgress Restore()
    {
        foreach (var checkpoint in job.Checkpoints.Reverse())
        {
            foreach (var source in PlacesOf(checkpoint))
            {
                if (TryTakeOver(source, checkpoint) is { } progress)
                {
                    return progress;
                }
            }
        }

        return TrainingProgress.Start;
    }

    /// <summary>Starts to save network and optimizer.</summary>
    /// <param name="epoch">The epoch that has just been trained.</param>
    public GenerationWriting Begin(int epoch) => new(folder, learner, epoch);

    /// <summary>Makes the checkpoint complete.</summary>
    /// <param name="progress">What the unit knows now.</param>
    /// <param name="network">Seal of the network's file.</param>
    /// <param name="optimizer">Seal of the optimizer's file.</param>
    /// <param name="validation">Answers on the validation set; null for an autoencoder.</param>
    /// <returns>Digest that stands for the whole checkpoint.</returns>
    public FileDigest Complete(TrainingProgress progress, FileSeal network, FileSeal optimizer, SetPredictions? validation)
    {
        var generation = new Generation(progress, network, optimizer, history.Add(validation));
        return DurableFile.Write(folder.Progress(progress.EpochsTrained - 1), stream => GenerationFile.Write(stream, generation));
    }

    /// <summary>
    /// Waits until the journal knows the last epoch, then deletes the generations before the last two, those of earlier attempts included. Waiting, some
    /// milliseconds, is what limits the work that a crash can undo to the epoch it happens in.
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
        if (++epochsOfThisAttempt == KeptGenerations)
        {
            WorkFolders.RemoveBefore(job.Tree, job.Unit.Id, job.Attempt);
        }
    }

    /// <summary>Links the best networks into the results and writes the predictions there.</summary>
    /// <param name="progress">What the unit knows at its end.</param>
    public UnitOutcome Publish(TrainingProgress progress)
    {
        var unit = job.Unit.Id;
        foreach (var best in progress.Best)
        {
            DurableFile.LinkOrCopy(folder.Network(best.Epoch), job.Results.Model(unit, best.Selection));
        }

        var models = progress.Best.Select(best => best.Epoch).Distinct().ToDictionary(epoch => epoch, epoch => DurableFile.DigestOf(folder.Network(epoch)));
        return new UnitOutcome(
            unit,
            progress.EpochsTrained,
            [.. progress.Best.Select(best => new BestEpoch(best.Selection, best.Epoch, best.Score.Loss, best.Score.BalancedAccuracy ?? double.NaN, models[best.Epoch]))],
            learner.Objective.HasBalancedAccuracy ? PredictionsFile.Write(job.Results.Predictions(unit), progress.Best, history.Read(), progress.EpochsTrained) : null);
    }

    /// <summary>Puts the best network of a selection into the learner.</summary>
    public void Load(BestNetwork best) => NetworkFile.Load(folder.Network(best.Epoch), learner.Network);

    /// <inheritdoc/>
    public void Dispose() => history.Dispose();

    /// <summary>The folder of the attempt that wrote it, and the one beside the model where version 0.1.0 kept checkpoints.</summary>
    private ImmutableArray<CheckpointFolder> PlacesOf(Checkpoint checkpoint) =>
        [new(job.Tree.Attempt(job.Unit.Id, checkpoint.Attempt).Checkpoints), new(job.Tree.Models(job.Unit.Id))];

    private TrainingProgress? TryTakeOver(CheckpointFolder source, Checkpoint checkpoint)
    {
        try
        {
            if (source.Whole(checkpoint.Epoch, checkpoint.Digest) is not { } generation)
            {
                return null;
            }

            folder.TakeOver(source, generation);
            if (!history.TryTakeOver(source.Validation, generation.Validation))
            {
                return null;
            }

            NetworkFile.Load(folder.Network(checkpoint.Epoch), learner.Network);
            OptimizerFile.Load(folder.Optimizer(checkpoint.Epoch), learner.Optimizer);
            return generation.Progress;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // The attempt that wrote it has gone on meanwhile, and deleted it: what follows is in the journal, or nothing was.
            return null;
        }
    }
}
