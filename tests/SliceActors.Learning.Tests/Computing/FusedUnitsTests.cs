using SliceActors.Learning.Tests.Training;
using SliceActors.Learning.Training;

namespace SliceActors.Learning.Tests.Computing;

/// <summary>Units of a run that are computed as one, from their first epoch to their files.</summary>
public sealed class FusedUnitsTests : IDisposable
{
    private readonly TinyStudy study = new() { Fuse = 3 };

    public FusedUnitsTests() => study.Optimisation = study.Optimisation with { Epochs = 3 };

    public void Dispose() => study.Dispose();

    [Fact]
    public void Units_that_fail_or_are_cancelled_hold_nobody_up_and_give_the_same_bytes_when_they_are_taken_up()
    {
        var undisturbed = FusedNetworks.Together([Unit("whole", 0, new TestJournal()), Unit("whole", 1, new TestJournal()), Unit("whole", 2, new TestJournal())]);
        using var cancellation = new CancellationTokenSource();
        var journals = new[] { new TestJournal(), new TestJournal(), new TestJournal() };
        journals[1].OnBatch = batches =>
        {
            if (batches == 4)
            {
                throw new TrainingFailedException("lost");
            }
        };
        journals[2].OnBatch = batches =>
        {
            if (batches == 8)
            {
                cancellation.Cancel();
            }
        };

        var disturbed = FusedNetworks.Together<UnitResult?>(
        [
            Unit("disturbed", 0, journals[0]),
            Ending<TrainingFailedException>(Unit("disturbed", 1, journals[1])),
            Ending<OperationCanceledException>(Unit("disturbed", 2, journals[2], cancellation.Token)),
        ]);

        Assert.Equal([undisturbed[0], null, null], disturbed);
        journals[1].OnBatch = journals[2].OnBatch = null;
        Assert.Equal(undisturbed[2], Unit("disturbed", 2, journals[2])());
        Assert.Equal(undisturbed[1], Unit("disturbed", 1, journals[1])());
    }

    private static Func<UnitResult?> Ending<T>(Func<UnitResult> unit)
        where T : Exception => () =>
        {
            Assert.ThrowsAny<T>(unit);
            return null;
        };

    private Func<UnitResult> Unit(string folder, int network, TestJournal journal, CancellationToken cancellation = default) => () =>
    {
        var job = study.Job(folder, journal, network);
        return UnitResult.Of(job, study.Train(job, journal, cancellation: cancellation));
    };
}
