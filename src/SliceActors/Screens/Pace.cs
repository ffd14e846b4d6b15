using System.Globalization;
using SliceActors.Runs.Queries;
using SliceActors.Runs.States;

namespace SliceActors.Screens;

/// <summary>How fast a run goes on, measured while this process watches it, over the last minutes only: nodes come and go.</summary>
/// <param name="time">The clock.</param>
internal sealed class Pace(TimeProvider time)
{
    private static readonly TimeSpan Over = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(1);

    private readonly Queue<(long At, double Done)> looks = [];

    /// <summary>Takes a look.</summary>
    /// <returns>Epochs a minute, and how long the epochs that are left take at that rate (networks that stop early end sooner); null while that is not known.</returns>
    public (double PerMinute, TimeSpan Left)? Look(RunView view)
    {
        var (now, done) = (time.GetTimestamp(), Done(view));
        looks.Enqueue((now, done));
        while (time.GetElapsedTime(looks.Peek().At, now) > Over)
        {
            looks.Dequeue();
        }

        var (first, before) = looks.Peek();
        var elapsed = time.GetElapsedTime(first, now);
        var rate = (done - before) / elapsed.TotalMinutes;
        return view.Phase != RunPhase.Running || rate <= 0 || elapsed < AtLeast ? null : (rate, TimeSpan.FromMinutes(Left(view, done) / rate));
    }

    /// <summary>Takes a look and says epochs per second and time left, as far as they are known.</summary>
    public string Text(RunView view) => Look(view) is not var (perMinute, left)
        ? "time left not yet known"
        : string.Create(CultureInfo.InvariantCulture, $"{(perMinute >= 60 ? $"{perMinute / 60:0.0} epochs/s" : $"{60 / perMinute:0.0} s/epoch")}, {Sizes.Text(left)} left");

    // A network that failed will do no more epochs.
    private static double Left(RunView view, double done)
    {
        var networks = view.Folds.Sum(fold => fold.Completed + fold.Failed + fold.Running + fold.Waiting);
        return Math.Max(0, view.EpochsPlanned - ((double)view.EpochsPlanned / networks * view.Failures.Length) - done);
    }

    private static double Done(RunView view) =>
        view.EpochsDone + view.Running.Sum(unit => unit.Batches == 0 ? 0 : Math.Min(0.99, (double)unit.Batch / unit.Batches));
}
