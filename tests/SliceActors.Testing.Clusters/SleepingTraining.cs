using System.Diagnostics;
using SliceActors.Actors.Nodes;
using SliceActors.Learning.Training;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Testing.Clusters;

/// <summary>A training that sleeps instead of computing. It reports as a real one does: the next epoch begins when the journal has the last one.</summary>
/// <param name="node">Tells its slots from those of others.</param>
/// <param name="epoch">How long an epoch takes.</param>
/// <param name="clock">Is told what it waits for.</param>
internal sealed class SleepingTraining(string node, TimeSpan epoch, SlotClock clock) : IUnitTraining
{
    public UnitOutcome Train(TrainingJob job, ITrainingObserver observer, CancellationToken cancellation)
    {
        clock.Began(node, job.Device.Index);
        var (unit, slices) = (job.Unit.Id, job.Unit.Slices.Count);
        for (var done = job.Checkpoints.IsEmpty ? 0 : job.Checkpoints[^1].Epoch + 1; done < job.Spec.Optimisation.Epochs; done++)
        {
            cancellation.WaitHandle.WaitOne(epoch);
            cancellation.ThrowIfCancellationRequested();
            var reported = Stopwatch.GetTimestamp();
            observer.EpochCompleted(TestStudy.Epoch(done)).WaitAsync(cancellation).GetAwaiter().GetResult();
            clock.Recorded(Stopwatch.GetElapsedTime(reported));
        }

        var outcome = PredictionFiles.Write(job.Results, TestStudy.Predictions(unit, job.Fold.Train.Length * slices, job.Fold.Validation.Length * slices));
        clock.Ended(node, job.Device.Index);
        return outcome;
    }
}
