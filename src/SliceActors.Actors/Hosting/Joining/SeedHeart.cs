using System.Collections.Immutable;
using System.Diagnostics;
using Npgsql;
using SliceActors.Runs.Errors;

namespace SliceActors.Actors.Hosting.Joining;

/// <summary>The heart of one of several seeds: tells the database that it lives, and does what the rule of joining says.</summary>
/// <param name="database">The database, opened by <see cref="ClusterDatabase"/>, its tables made.</param>
/// <param name="times">How often it beats.</param>
/// <param name="tell">Is told what this heart cannot do by itself; must not wait for anything.</param>
internal sealed class SeedHeart(NpgsqlDataSource database, SeedTimes times, Action<SeedNews> tell) : ISeedHeart
{
    private readonly SeedTable table = new(database, times);
    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim hurry = new(0);
    private volatile Served? served;
    private volatile bool stopped;
    private int started;
    private bool away;

    /// <inheritdoc/>
    public Task Completed => completed.Task;

    /// <inheritdoc/>
    public void Serve(IClusterSeat seat)
    {
        served = new Served(seat);
        hurry.Release();
        if (Interlocked.Exchange(ref started, 1) == 0)
            _ = Task.Run(LiveAsync);
    }

    /// <inheritdoc/>
    public async Task LeaveAsync()
    {
        await DisposeAsync().ConfigureAwait(false);
        if (served is not { } last)
            return;
        try
        {
            await table.LeaveAsync(last.Seat.Address).ConfigureAwait(false);
        }
        catch (Exception trouble) when (ClusterDatabase.IsAway(trouble))
        {
            Lose(trouble);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        stopped = true;
        hurry.Release();
        if (Interlocked.Exchange(ref started, 1) == 0)
            completed.TrySetResult();
        await completed.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LiveAsync()
    {
        try
        {
            while (!stopped)
            {
                var clock = Stopwatch.StartNew();
                var pause = await BeatAsync(served!).ConfigureAwait(false) - clock.Elapsed;
                await hurry.WaitAsync(pause > TimeSpan.Zero ? pause : TimeSpan.Zero).ConfigureAwait(false);
            }

            completed.TrySetResult();
        }
        catch (Exception trouble)
        {
            completed.TrySetException(trouble);
        }
    }

    /// <returns>When to beat again.</returns>
    private async Task<TimeSpan> BeatAsync(Served now)
    {
        var clock = Stopwatch.StartNew();
        var standing = now.Seat.Standing;
        JoinStep step;
        try
        {
            step = await table.BeatAsync(now.Seat.Address, standing, now.Begins).ConfigureAwait(false)
                ?? throw new TroubleException(
                    TroubleKind.BadInput, $"{now.Seat.Address} is also the address of another process in this database, which came later; each seed needs one of its own.");
        }
        catch (Exception trouble) when (ClusterDatabase.IsAway(trouble))
        {
            Lose(trouble);
            return times.Retry;
        }

        if (away)
            tell(new SeedNews.DatabaseBack());
        away = false;
        now.Begins = false;

        // Whoever stood still since then asks again before it does what may be wrong by now.
        if (now == served && clock.Elapsed < times.LongestGap)
            Do(step, now);
        return standing is SeatStanding.Up ? times.Beat : times.Retry;
    }

    private void Do(JoinStep step, Served now)
    {
        switch (step)
        {
            case JoinStep.Found:
                now.Seat.Found();
                break;

            // Akka goes on trying by itself; told again, it would begin its time-outs anew.
            case JoinStep.Join join when !join.Seeds.SequenceEqual(now.Told):
                now.Told = join.Seeds;
                now.Seat.Join(join.Seeds);
                break;
            case JoinStep.Renew when !now.IsOver:
                now.IsOver = true;
                tell(new SeedNews.NewSystemNeeded());
                break;
        }
    }

    private void Lose(Exception trouble)
    {
        if (!away)
            tell(new SeedNews.DatabaseUnreachable(ClusterDatabase.Words(database, trouble)));
        away = true;
    }

    /// <summary>An actor system, and what it was told.</summary>
    private sealed class Served(IClusterSeat seat)
    {
        public IClusterSeat Seat { get; } = seat;

        public bool Begins { get; set; } = true;

        public bool IsOver { get; set; }

        public ImmutableArray<string> Told { get; set; } = [];
    }
}
