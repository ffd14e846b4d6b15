using Npgsql;
using SliceActors.Actors.Hosting.Joining;
using SliceActors.Actors.Tests.Support;
using SliceActors.Testing;
using SliceActors.Testing.Postgres;

namespace SliceActors.Actors.Tests.Hosting.Joining;

/// <summary>The rule of joining in a real database.</summary>
[Collection(SharedPostgres.Name)]
public sealed class SeedTableTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly SeedTimes Times = new(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(1));

    private NpgsqlDataSource? opened;
    private string connection = string.Empty;

    private NpgsqlDataSource Database
    {
        get
        {
            if (opened is null)
            {
                connection = server.NewDatabase();
                opened = ClusterDatabase.Open(connection);
            }

            return opened;
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (opened is not null)
            await opened.DisposeAsync();
    }

    [SkippableFact]
    public async Task Seeds_that_start_at_the_same_instant_on_an_empty_database_make_one_cluster()
    {
        var database = Database;
        var steps = await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(async () =>
        {
            await SeedTable.PrepareAsync(database);
            return await new SeedTable(database, Times).BeatAsync($"seed-{seed}", SeatStanding.Outside, begins: true);
        })));

        Assert.Equal(new JoinStep.Found(1), Assert.Single(steps, step => step is JoinStep.Found));
        Assert.Equal(7, steps.Count(step => step is JoinStep.Join { Seeds.Length: 1 }));
    }

    [SkippableFact]
    public async Task A_seed_that_was_killed_is_overridden_only_after_it_was_silent_for_long_enough()
    {
        var (one, other) = await TwoSeeds();
        Assert.Equal(new JoinStep.Found(1), await one.BeatAsync("one", SeatStanding.Outside, begins: true));
        await one.BeatAsync("one", SeatStanding.Up, begins: false);

        Assert.IsType<JoinStep.Join>(await other.BeatAsync("other", SeatStanding.Outside, begins: true));
        PostgresServer.Execute(connection, "UPDATE seeds SET seen_at = seen_at - interval '1 minute' WHERE address = 'one'");
        Assert.Equal(new JoinStep.Wait(), await other.BeatAsync("other", SeatStanding.Outside, begins: false));
        JoinStep? step = null;
        using var patience = new CancellationTokenSource(Deadline.OfTests);
        while (step is not JoinStep.Found)
        {
            await Task.Delay(Times.Retry, patience.Token);
            step = await other.BeatAsync("other", SeatStanding.Outside, begins: false);
        }

        Assert.Equal(new JoinStep.Found(2), step);
        Assert.Equal(new JoinStep.Renew(), await one.BeatAsync("one", SeatStanding.Up, begins: false));
        Assert.Equal("other", Assert.Single(Assert.IsType<JoinStep.Join>(await one.BeatAsync("one", SeatStanding.Outside, begins: true)).Seeds));
    }

    [SkippableFact]
    public async Task Nobody_waits_for_a_seed_that_left()
    {
        var (one, other) = await TwoSeeds();
        await one.BeatAsync("one", SeatStanding.Outside, begins: true);
        await one.LeaveAsync("one");
        Assert.Equal(new JoinStep.Found(2), await other.BeatAsync("other", SeatStanding.Outside, begins: true));
    }

    [SkippableFact]
    public async Task A_process_that_is_started_again_takes_its_address_over_at_once_and_the_one_before_is_told()
    {
        var (before, after) = await TwoSeeds();
        await before.BeatAsync("one", SeatStanding.Outside, begins: true);
        Assert.Equal(new JoinStep.Found(2), await after.BeatAsync("one", SeatStanding.Outside, begins: true));
        Assert.Null(await before.BeatAsync("one", SeatStanding.Up, begins: false));
    }

    [SkippableFact]
    public async Task A_new_actor_system_on_another_port_waits_for_nobody_at_the_one_before()
    {
        var (one, other) = await TwoSeeds();
        await one.BeatAsync("one:1", SeatStanding.Outside, begins: true);
        await one.BeatAsync("one:1", SeatStanding.Up, begins: false);
        Assert.Equal(new JoinStep.Found(2), await one.BeatAsync("one:2", SeatStanding.Outside, begins: true));
        Assert.Equal("one:2", Assert.Single(Assert.IsType<JoinStep.Join>(await other.BeatAsync("other", SeatStanding.Outside, begins: true)).Seeds));
    }

    [SkippableFact]
    public async Task A_decision_that_may_not_have_been_stored_is_taken_again()
    {
        var (one, _) = await TwoSeeds();
        await one.BeatAsync("one", SeatStanding.Outside, begins: true);
        Assert.Equal(new JoinStep.Found(1), await one.BeatAsync("one", SeatStanding.Outside, begins: false));
    }

    [SkippableFact]
    public async Task A_seed_that_stands_still_with_the_lock_does_not_keep_the_others()
    {
        var (one, _) = await TwoSeeds();
        await using var still = await Database.OpenConnectionAsync();
        await using var transaction = await still.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("SELECT gen FROM founding FOR UPDATE", still, transaction))
            await command.ExecuteScalarAsync();

        JoinStep? step = null;
        while (step is null)
        {
            try
            {
                step = await one.BeatAsync("one", SeatStanding.Outside, begins: true);
            }
            catch (Exception trouble) when (ClusterDatabase.IsAway(trouble))
            {
                // Until the server has ended the one that stands still.
            }
        }

        Assert.Equal(new JoinStep.Found(1), step);
    }

    private async Task<(SeedTable One, SeedTable Other)> TwoSeeds()
    {
        await SeedTable.PrepareAsync(Database);
        return (new SeedTable(Database, Times), new SeedTable(Database, Times));
    }
}
