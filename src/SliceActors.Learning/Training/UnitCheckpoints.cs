using System.Collections.Immutable;
using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Progress;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Training;

/// <summary>
/// Saves from time to time what a unit knows, in the folder of this attempt, and finds what an earlier attempt saved. One generation is kept, with the best
/// networks that it refers to; it is deleted only when its successor is durable and in the journal. The network of an epoch that is the best so far is
/// written at once, but flushed only when a generation or the outcome refers to it: until then the epoch would be trained again.
/// </summary>
internal sealed class UnitCheckpoints : IDisposable
{
    private readonly TrainingJob job;
    private readonly Learner learner;
    private readonly CancellationToken cancellation;
    private readonly CheckpointFolder folder;
    private readonly ValidationHistory history;
    private readonly HashSet<int> unflushed = [];
    private long lastSaved;
    private TrainingProgress saved = TrainingProgress.Start;
    private bool hasSaved;

    /// <summary>Empties the folder of the attempt: only a folder that was copied while another process worked in it holds anything.</summary>
    /// <param name="job">The unit.</param>
    /// <param name="learner">The network and optimizer to save and to restore.</param>
    /// <param name="cancellation">Ends the waiting for the journal.</param>
    public UnitCheckpoints(TrainingJob job, Learner learner, CancellationToken cancellation)
    {
        (this.job, this.learner, this.cancellation) = (job, learner, cancellation);
        lastSaved = job.Clock.GetTimestamp();
        WorkFolders.Remove(job.Tree, job.Folder);
        folder = new CheckpointFolder(job.Folder.Checkpoints);
        history = new ValidationHistory(folder.Validation);
    }

    /// <summary>
    /// Puts the learner where the newest checkpoint left it that the journal knows and whose files are whole, best networks included. Leaves the learner as it
    /// is when there is none. Removes what other attempts left, but for the checkpoints that the journal knows, which stay as they are.
    /// </summary>
    /// <returns>What the unit knew after that epoch; the start when there is none.</returns>
    public TrainingProgress Restore()
    {
        WorkFolders.RemoveBefore(job.Tree, job.Unit.Id, job.Attempt, job.Checkpoints.Select(known => known.Attempt));
        foreach (var checkpoint in job.Checkpoints.Reverse())
        {
            foreach (var source in PlacesOf(checkpoint))
            {
                if (TryTakeOver(source, checkpoint) is { } progress)
                {
                    return saved = progress;
                }
            }
        }

        return TrainingProgress.Start;
    }

    /// <summary>Starts to save network and optimizer, if it is time.</summary>
    /// <param name="epoch">The epoch that has just been trained.</param>
    /// <returns>Null when it is not.</returns>
    public GenerationWriting? Begin(int epoch) => job.Clock.GetElapsedTime(lastSaved) >= job.CheckpointEvery ? new(folder, learner, epoch) : null;

    /// <summary>Keeps the network of an epoch that is the best so far and that no checkpoint follows.</summary>
    /// <param name="epoch">The epoch that has just been trained.</param>
    /// <param name="score">Its score on the validation set.</param>
    public FileSeal KeepNetwork(int epoch, EpochScore score)
    {
        unflushed.Add(epoch);
        return DurableFile.WriteSealed(
            folder.Network(epoch),
            stream => NetworkFile.Write(stream, learner.Network, epoch, learner.Objective.HasBalancedAccuracy, () => score),
            Flushing.Nothing);
    }

    /// <summary>Notes an epoch, and makes its checkpoint complete if there is one.</summary>
    /// <param name="progress">What the unit knows now.</param>
    /// <param name="files">Seals of the files of network and optimizer; null where there is no checkpoint.</param>
    /// <param name="validation">Answers on the validation set; null for an autoencoder.</param>
    /// <returns>Digest that stands for the whole checkpoint; null where there is none.</returns>
    public FileDigest? Complete(TrainingProgress progress, (FileSeal Network, FileSeal Optimizer)? files, SetPredictions? validation)
    {
        history.Add(validation);
        if (files is not { } sealedFiles)
        {
            return null;
        }

        FlushBest(progress);
        var generation = new Generation(progress, sealedFiles.Network, sealedFiles.Optimizer, history.Seal());

        // Flushes the folder, too, and so the names of all that it refers to.
        return DurableFile.Write(folder.Progress(progress.EpochsTrained - 1), stream => GenerationFile.Write(stream, generation));
    }

    /// <summary>
    /// Waits until the journal knows the last epoch, then deletes what neither the newest checkpoint nor the best networks need, and when this attempt has a
    /// checkpoint of its own, all of earlier attempts. Waiting, some milliseconds, is what limits the work that a crash can undo.
    /// </summary>
    /// <param name="before">What the unit knew before the last epoch.</param>
    /// <param name="now">What it knows after it.</param>
    /// <param name="isSaved">Whether a checkpoint followed the last epoch.</param>
    /// <param name="report">Ends when the journal knows the last epoch.</param>
    public void Retain(TrainingProgress before, TrainingProgress now, bool isSaved, Task report)
    {
        report.WaitAsync(cancellation).GetAwaiter().GetResult();
        if (isSaved)
        {
            saved = now;
            lastSaved = job.Clock.GetTimestamp();
        }

        if (isSaved || !before.Best.SequenceEqual(now.Best))
        {
            folder.KeepOnly(
                saved.EpochsTrained > 0 ? saved.EpochsTrained - 1 : null,
                saved.Best.Concat(now.Best).Select(best => best.Epoch).ToHashSet());
        }

        if (isSaved && !hasSaved)
        {
            hasSaved = true;
            WorkFolders.RemoveBefore(job.Tree, job.Unit.Id, job.Attempt);
        }
    }

    /// <summary>Links the best networks into the results and writes the predictions there.</summary>
    /// <param name="progress">What the unit knows at its end.</param>
    public UnitOutcome Publish(TrainingProgress progress)
    {
        var unit = job.Unit.Id;
        FlushBest(progress);
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

    private void FlushBest(TrainingProgress progress)
    {
        foreach (var epoch in progress.Best.Select(best => best.Epoch).Where(unflushed.Remove))
        {
            DurableFile.FlushContent(folder.Network(epoch));
        }
    }

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
