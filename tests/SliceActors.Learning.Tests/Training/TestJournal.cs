using SliceActors.Learning.Training;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Tests.Training;

/// <summary>Remembers what a trainer reports, as the run's journal does.</summary>
internal sealed class TestJournal : ITrainingObserver
{
    public List<EpochReport> Reports { get; } = [];

    /// <summary>Where the unit may be taken up.</summary>
    public List<Checkpoint> Checkpoints { get; } = [];

    /// <summary>The attempt that reports now.</summary>
    public Attempt Attempt { get; private set; } = new(1);

    public int Batches { get; private set; }

    /// <summary>Called after each batch with the number of batches so far.</summary>
    public Action<int>? OnBatch { get; set; }

    /// <summary>Called before an epoch is remembered.</summary>
    public Action<EpochReport>? BeforeEpoch { get; set; }

    /// <summary>Called after an epoch was remembered.</summary>
    public Action<EpochReport>? AfterEpoch { get; set; }

    /// <summary>The unit goes to a new attempt.</summary>
    public Attempt Assign() => Attempt = Attempt.Next();

    public Task EpochCompleted(EpochReport report)
    {
        BeforeEpoch?.Invoke(report);
        Reports.RemoveAll(known => known.Epoch == report.Epoch);
        Reports.Add(report);
        if (report.Checkpoint is { } saved)
        {
            Checkpoints.RemoveAll(known => known.Epoch >= report.Epoch);
            Checkpoints.Add(new Checkpoint(Attempt, report.Epoch, saved));
        }

        AfterEpoch?.Invoke(report);
        return Task.CompletedTask;
    }

    public void BatchCompleted(int epoch, int batch, int batches)
    {
        Batches++;
        OnBatch?.Invoke(Batches);
    }
}
