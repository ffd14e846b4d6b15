using System.Diagnostics;
using System.Globalization;
using SliceActors.Runs.Queries;

namespace SliceActors.Screens;

/// <summary>How fast a run goes on, measured since this process watches it.</summary>
internal sealed class Pace
{
    private readonly long start = Stopwatch.GetTimestamp();
    private double? firstDone;

    /// <summary>Epochs per second and time left, as far as they are known.</summary>
    public string Text(RunView view)
    {
        var done = Done(view);
        firstDone ??= done;
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var rate = (done - firstDone.Value) / seconds;
        return rate <= 0 || seconds < 1
            ? "time left not yet known"
            : string.Create(CultureInfo.InvariantCulture, $"{(rate >= 1 ? $"{rate:0.0} epochs/s" : $"{1 / rate:0.0} s/epoch")}, {Sizes.Text(TimeSpan.FromSeconds(Left(view, done) / rate))} left");
    }

    // A network that failed will do no more epochs.
    private static double Left(RunView view, double done)
    {
        var networks = view.Folds.Sum(fold => fold.Completed + fold.Failed + fold.Running + fold.Waiting);
        return Math.Max(0, view.EpochsPlanned - ((double)view.EpochsPlanned / networks * view.Failures.Length) - done);
    }

    private static double Done(RunView view) =>
        view.EpochsDone + view.Running.Sum(unit => unit.Batches == 0 ? 0 : Math.Min(0.99, (double)unit.Batch / unit.Batches));
}
