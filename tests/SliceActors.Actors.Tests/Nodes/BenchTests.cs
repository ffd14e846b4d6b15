using SliceActors.Actors.Messages;
using SliceActors.Actors.Nodes;
using SliceActors.Learning.Training;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Testing;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Nodes;

/// <summary>A unit that several threads start, stop and give up: what comes first counts, and its slot is freed once.</summary>
public sealed class BenchTests
{
    private static readonly UnitAttempt Unit = new(new RunId("run"), TestStudy.Unit(0), new Attempt(1));
    private readonly CountedTraining training = new();
    private int freed;

    [Fact]
    public void A_unit_that_was_stopped_while_it_waited_is_not_trained_when_its_slices_are_there()
    {
        var bench = NewBench();
        bench.Cancel();
        Start(bench);
        Assert.False(bench.IsTraining);
        Assert.Equal(new UnitStopped(Unit), bench.Unanswered);
        Assert.Equal((0, 1), (training.Started, freed));
    }

    [Fact]
    public void A_unit_whose_thread_is_at_work_is_not_started_again()
    {
        using var mayEnd = new ManualResetEventSlim();
        training.Wait = mayEnd.Wait;
        var bench = NewBench();
        Start(bench);
        Start(bench);
        bench.Decline("no images", TroubleKind.Storage);
        mayEnd.Set();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref freed) == 1, Deadline.OfTests));
        Assert.IsType<UnitFinished>(bench.Unanswered);
        Assert.Equal(1, training.Started);
    }

    [Fact]
    public void Of_a_start_a_stop_and_a_refusal_at_once_one_decides_and_the_slot_is_freed_once()
    {
        for (var time = 1; time <= 300; time++)
        {
            var bench = NewBench();
            Parallel.Invoke(() => Start(bench), bench.Cancel, () => bench.Decline("no images", TroubleKind.Storage));
            Assert.True(SpinWait.SpinUntil(() => bench.HasEnded && Volatile.Read(ref freed) >= time, Deadline.OfTests));
            Assert.False(bench.IsTraining);
            Assert.Equal(time, freed);
        }
    }

    private Bench NewBench() => new(new TrainUnit(Unit, 0, "study", "/none/results", []), ComputeDevice.Cpu, _ => Interlocked.Increment(ref freed));

    // Nobody looks at the job.
    private void Start(Bench bench) => bench.Start(training, null!, new SharedStore(null!));

    private sealed class CountedTraining : IUnitTraining
    {
        private int started;

        public int Started => started;

        public Action Wait { get; set; } = () => { };

        public UnitOutcome Train(TrainingJob job, ITrainingObserver observer, CancellationToken cancellation)
        {
            Interlocked.Increment(ref started);
            Wait();
            cancellation.ThrowIfCancellationRequested();
            return TestStudy.Outcome(Unit.Unit);
        }
    }
}
