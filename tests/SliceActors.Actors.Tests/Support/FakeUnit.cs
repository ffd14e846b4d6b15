using SliceActors.Learning.Training;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Testing;
using SliceActors.Testing.Clusters;

namespace SliceActors.Actors.Tests.Support;

/// <summary>One unit in fake training: its thread waits for a word from the test, or for the cancellation.</summary>
internal sealed class FakeUnit(TrainingJob job, ITrainingObserver observer, CancellationToken cancellation)
{
    private readonly TaskCompletionSource<Func<UnitOutcome>> end = new();

    public TrainingJob Job => job;

    public UnitId Id => job.Unit.Id;

    public CancellationToken Cancellation => cancellation;

    public Task Epoch(int epoch) => observer.EpochCompleted(TestStudy.Epoch(epoch));

    public void Batch(int epoch, int batch, int batches) => observer.BatchCompleted(epoch, batch, batches);

    public UnitOutcome Finish()
    {
        var slices = job.Unit.Slices.Count;
        var outcome = PredictionFiles.Write(job.Results, TestStudy.Predictions(Id, job.Fold.Train.Length * slices, job.Fold.Validation.Length * slices));
        end.SetResult(() => outcome);
        return outcome;
    }

    /// <summary>Ends the thread after the test.</summary>
    public void Abandon() => end.TrySetCanceled();

    public void Fail(Exception trouble) => end.SetResult(() => throw trouble);

    public UnitOutcome Run()
    {
        end.Task.Wait(cancellation);
        return end.Task.Result();
    }
}
