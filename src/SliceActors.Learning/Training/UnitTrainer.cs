using SliceActors.Learning.Batches;
using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Native;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Training;

/// <summary>Trains one unit from wherever it stands to its end.</summary>
public static class UnitTrainer
{
    /// <summary>Trains on the calling thread, which has to be a dedicated one.</summary>
    /// <param name="job">The unit, its data and what the journal knows of it.</param>
    /// <param name="observer">Is told of batches and epochs.</param>
    /// <param name="cancellation">Ends the training within one batch; it can be taken up again later.</param>
    /// <returns>The outcome; its files are durable in the folder of the attempt.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="TrainingFailedException">The network cannot be trained to its end.</exception>
    /// <exception cref="IOException">The disk refused; what was durable before still is.</exception>
    public static UnitOutcome Train(TrainingJob job, ITrainingObserver observer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentOutOfRangeException.ThrowIfLessThan(job.Spec.Optimisation.Epochs, 1);
        return Train(job, job.Given.Slice, observer, cancellation);
    }

    /// <summary>
    /// Deletes the checkpoints that version 0.1.0 kept beside the models of a unit whose outcome is in the journal; nothing else is touched. May be repeated.
    /// </summary>
    /// <param name="tree">Where results are.</param>
    /// <param name="unit">The unit.</param>
    public static void Release(ResultTree tree, UnitId unit)
    {
        ArgumentNullException.ThrowIfNull(tree);
        new CheckpointFolder(tree.Models(unit)).DeleteAll();
    }

    internal static UnitOutcome Train(TrainingJob job, SlicePixels pixels, ITrainingObserver observer, CancellationToken cancellation)
    {
        IntraOpThreads.Use(job.Spec.Compute.IntraOpThreads);
        try
        {
            using var learner = Learner.Create(job.Spec with { Optimisation = job.Optimisation }, job.DrawsAs, job.Device, job.Tree.Root);
            return new UnitTraining(job, UnitInputs.Of(job, pixels, learner.Network.Architecture.InputChannels), learner, observer, cancellation).Run();
        }
        finally
        {
            NativeMemory.GiveBack();
        }
    }
}
