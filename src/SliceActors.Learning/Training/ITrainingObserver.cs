using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Training;

/// <summary>Is told, on the training thread, how a unit gets on.</summary>
public interface ITrainingObserver
{
    /// <summary>An epoch is finished, and its checkpoint durable if one was written.</summary>
    /// <param name="report">What the journal has to know about it.</param>
    /// <returns>A task that ends when the journal has the report; older checkpoints are deleted only after that.</returns>
    Task EpochCompleted(EpochReport report);

    /// <summary>A training batch is finished. Called once per batch: has to be cheap.</summary>
    /// <param name="epoch">0-based.</param>
    /// <param name="batch">0-based.</param>
    /// <param name="batches">Batches of the epoch.</param>
    void BatchCompleted(int epoch, int batch, int batches);
}
