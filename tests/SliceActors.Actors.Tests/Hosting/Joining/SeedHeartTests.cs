using System.Diagnostics;
using System.Threading.Channels;
using Npgsql;
using SliceActors.Actors.Hosting.Joining;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Errors;
using SliceActors.Testing;
using SliceActors.Testing.Postgres;

namespace SliceActors.Actors.Tests.Hosting.Joining;

/// <summary>Hearts of seeds beating in a real database, with actor systems that only note what they are told.</summary>
[Collection(SharedPostgres.Name)]
public sealed class SeedHeartTests(PostgresServer server) : IAsyncDisposable
{
    // On a busy machine a process stands still for seconds: only where somebody has to be taken for dead is that soon.
    private SeedTimes times = new(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.1), Deadline.OfTests);

    private readonly List<IAsyncDisposable> opened = [];
    private string connection = string.Empty;

    public async ValueTask DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(opened))
            await one.DisposeAsync();
    }

    [SkippableFact]
    public async Task One_seed_founds_and_the_other_joins_it()
    {
        var (one, other) = (await Start("one"), await Start("other"));
        Assert.Equal("found", await one.Seat.Told());
        Assert.Equal("join one", await other.Seat.Told());
    }

    [SkippableFact]
    public async Task A_member_that_sees_a_later_generation_needs_a_new_actor_system_and_joins_with_that()
    {
        var (one, other) = (await Start("one"), await Start("other"));
        await other.Seat.Told();
        PostgresServer.Execute(connection, "UPDATE founding SET gen = gen + 1; UPDATE seeds SET gen = gen + 1 WHERE address = 'one'");

        Assert.IsType<SeedNews.NewSystemNeeded>(await other.News());
        other.Serve(new FakeSeat("other"));
        Assert.Equal("join one", await other.Seat.Told());
        Assert.Equal(SeatStanding.Up, one.Seat.Standing);
    }

    [SkippableFact]
    public async Task A_process_whose_heart_beat_all_the_time_takes_over_as_soon_as_the_founder_is_dead()
    {
        times = times with { Silence = TimeSpan.FromSeconds(1.5) };
        var (one, other) = (await Start("one"), await Start("other"));
        await other.Seat.Told();
        await one.Heart.DisposeAsync();
        await UntilStale("one");

        other.Serve(new FakeSeat("other"));
        Assert.Equal("found", await other.Seat.Told());
    }

    [SkippableFact]
    public async Task Nobody_is_taken_for_dead_because_the_database_was_frozen()
    {
        times = times with { Silence = TimeSpan.FromSeconds(10) };
        var (one, other) = (await Start("one"), await Start("other"));
        await other.Seat.Told();
        server.Freeze();
        var frozen = Stopwatch.StartNew();
        Assert.Contains("did not answer", Assert.IsType<SeedNews.DatabaseUnreachable>(await one.News()).Reason, StringComparison.Ordinal);
        Assert.IsType<SeedNews.DatabaseUnreachable>(await other.News());
        other.Serve(new FakeSeat("other"));
        while (frozen.Elapsed < times.Silence)
            await Task.Delay(times.Retry);
        server.Thaw();

        Assert.IsType<SeedNews.DatabaseBack>(await one.News());
        Assert.IsType<SeedNews.DatabaseBack>(await other.News());
        Assert.Equal("join one", await other.Seat.Told());
    }

    [SkippableFact]
    public async Task A_database_that_is_started_again_is_found_again()
    {
        var one = await Start("one");
        await one.Seat.Told();
        server.Stop();
        Assert.Contains("cannot be used", Assert.IsType<SeedNews.DatabaseUnreachable>(await one.News()).Reason, StringComparison.Ordinal);
        server.StartAgain();
        Assert.IsType<SeedNews.DatabaseBack>(await one.News());
    }

    [SkippableFact]
    public async Task After_a_clean_exit_the_next_start_founds_at_once()
    {
        var one = await Start("one");
        await one.Seat.Told();
        await one.Heart.LeaveAsync();
        Assert.True(one.Heart.Completed.IsCompletedSuccessfully);

        var other = await Start("other");
        Assert.Equal("found", await other.Seat.Told());
    }

    [SkippableFact]
    public async Task A_seed_whose_address_was_taken_by_another_process_says_so_and_ends()
    {
        var before = await Start("one");
        await before.Seat.Told();
        await Start("one");
        var trouble = await Assert.ThrowsAsync<TroubleException>(() => before.Heart.Completed.WaitAsync(Deadline.OfTests));
        Assert.Contains("one is also the address of another process", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_only_seed_founds_at_once()
    {
        await using var heart = new LoneHeart();
        var seat = new FakeSeat("one");
        heart.Serve(seat);
        Assert.Equal("found", await seat.Told());
        await heart.LeaveAsync();
        await heart.Completed;
    }

    private async Task<Seed> Start(string address)
    {
        if (connection.Length == 0)
            connection = server.NewDatabase();
        var database = ClusterDatabase.Open(connection);
        opened.Add(database);
        await SeedTable.PrepareAsync(database);
        var seed = new Seed(database, times, address);
        opened.Add(seed.Heart);
        await seed.Arrived(connection, times);
        return seed;
    }

    private async Task UntilStale(string address)
    {
        await using var database = ClusterDatabase.Open(connection);
        await using var command = database.CreateCommand($"SELECT clock_timestamp() - seen_at FROM seeds WHERE address = '{address}'");
        using var patience = new CancellationTokenSource(Deadline.OfTests);
        while ((TimeSpan)(await command.ExecuteScalarAsync())! < times.Silence)
            await Task.Delay(times.Retry, patience.Token);
    }

    private sealed class Seed
    {
        private readonly Channel<SeedNews> news = Channel.CreateUnbounded<SeedNews>();

        public Seed(NpgsqlDataSource database, SeedTimes times, string address)
        {
            Heart = new SeedHeart(database, times, said => news.Writer.TryWrite(said));
            Seat = new FakeSeat(address);
            Heart.Serve(Seat);
        }

        public SeedHeart Heart { get; }

        public FakeSeat Seat { get; private set; }

        public void Serve(FakeSeat seat) => Heart.Serve(Seat = seat);

        public async Task<SeedNews> News() => await news.Reader.ReadAsync().AsTask().WaitAsync(Deadline.OfTests);

        /// <summary>Waits until the database knows it as a member.</summary>
        public async Task Arrived(string connection, SeedTimes times)
        {
            await using var database = ClusterDatabase.Open(connection);
            await using var command = database.CreateCommand("SELECT count(*) FROM seeds WHERE state = 'up' AND address = $1");
            command.Parameters.AddWithValue(Seat.Address);
            using var patience = new CancellationTokenSource(Deadline.OfTests);
            while ((long)(await command.ExecuteScalarAsync())! == 0)
                await Task.Delay(times.Retry, patience.Token);
        }
    }
}
