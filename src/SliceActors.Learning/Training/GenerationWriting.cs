using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Objectives;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Training;

/// <summary>
/// Writes network and optimizer of an epoch while the epoch is being evaluated: an evaluation changes neither, and the disk is slow. Only the score
/// that the network's file ends with is waited for.
/// </summary>
internal sealed class GenerationWriting : IDisposable
{
    private readonly TaskCompletionSource<EpochScore> validation = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<(FileSeal Network, FileSeal Optimizer)> files;

    /// <summary>Starts writing, on a thread of its own.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="learner">Must not learn before this is disposed.</param>
    /// <param name="epoch">The epoch that has just been trained.</param>
    public GenerationWriting(CheckpointFolder folder, Learner learner, int epoch) =>
        files = Task.Factory.StartNew(
            () => Write(folder, learner, epoch),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    /// <summary>Waits until the content of both files is durable; the entries of their folder are not flushed.</summary>
    /// <param name="score">Score of the epoch on the validation set.</param>
    /// <returns>What they look like.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    public (FileSeal Network, FileSeal Optimizer) Finish(EpochScore score)
    {
        validation.SetResult(score);
        return files.GetAwaiter().GetResult();
    }

    /// <summary>Waits for the thread; what was not finished is given up.</summary>
    public void Dispose()
    {
        validation.TrySetCanceled();
        Task.WaitAny(files);
    }

    private (FileSeal Network, FileSeal Optimizer) Write(CheckpointFolder folder, Learner learner, int epoch)
    {
        var optimizer = DurableFile.WriteSealed(folder.Optimizer(epoch), stream => OptimizerFile.Write(stream, learner.Optimizer, epoch), Flushing.Content);
        var network = DurableFile.WriteSealed(folder.Network(epoch), stream =>
        {
            var score = new Lazy<EpochScore>(() =>
            {
                stream.Flush(); // The disk works while the evaluation goes on.
                return validation.Task.GetAwaiter().GetResult();
            });
            NetworkFile.Write(stream, learner.Network, epoch, learner.Objective.HasBalancedAccuracy, () => score.Value);
        }, Flushing.Content);
        return (network, optimizer);
    }
}
