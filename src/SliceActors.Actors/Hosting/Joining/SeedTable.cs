using System.Collections.Immutable;
using System.Diagnostics;
using Npgsql;

namespace SliceActors.Actors.Hosting.Joining;

/// <summary>
/// Where the seeds of a cluster meet: each keeps a row in the database, and one row, locked by whoever decides, counts the generations. All times are those of
/// the database.
/// </summary>
/// <param name="database">The database, opened by <see cref="ClusterDatabase"/>.</param>
/// <param name="times">How often seeds tell that they live.</param>
internal sealed class SeedTable(NpgsqlDataSource database, SeedTimes times)
{
    // Any number will do that nobody else takes in this database.
    private const long TablesLock = 7_345_210_964_031;

    private readonly Guid incarnation = Guid.NewGuid();
    private readonly UnbrokenBeats unbroken = new(times.LongestGap);
    private string? arrived;

    /// <summary>Makes the tables of a new database: one seed after the other, since two at once would get into each other's way.</summary>
    /// <param name="database">The database, opened by <see cref="ClusterDatabase"/>.</param>
    /// <exception cref="NpgsqlException">The database cannot be used now.</exception>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    public static Task PrepareAsync(NpgsqlDataSource database) => ClusterDatabase.Within(MakeTablesAsync(database));

    /// <summary>Tells that this seed lives, and decides what it does next.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="standing">Where its actor system stands.</param>
    /// <param name="begins">Its actor system is new: what the one before did counts no more.</param>
    /// <returns>The step; null when another process has taken the address.</returns>
    /// <exception cref="NpgsqlException">The database cannot be used now.</exception>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    public async Task<JoinStep?> BeatAsync(string address, SeatStanding standing, bool begins)
    {
        try
        {
            return await ClusterDatabase.Within(DecideAsync(address, standing, begins)).ConfigureAwait(false);
        }
        catch
        {
            unbroken.Break();
            throw;
        }
    }

    /// <summary>Ends in order: nobody waits for this seed.</summary>
    /// <param name="address">Its address.</param>
    /// <exception cref="NpgsqlException">The database cannot be used now.</exception>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    public Task LeaveAsync(string address) => ClusterDatabase.Within(SayLeftAsync(address));

    private static async Task<bool> MakeTablesAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync().ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand($"SELECT pg_advisory_xact_lock({TablesLock})"),
                new NpgsqlBatchCommand("""
                    CREATE TABLE IF NOT EXISTS seeds (
                        address text PRIMARY KEY,
                        incarnation uuid NOT NULL,
                        seen_at timestamptz NOT NULL,
                        state text NOT NULL CHECK (state IN ('waiting', 'founding', 'up', 'left')),
                        gen bigint NOT NULL)
                    """),
                new NpgsqlBatchCommand("""
                    CREATE TABLE IF NOT EXISTS founding (
                        id int PRIMARY KEY CHECK (id = 1),
                        gen bigint NOT NULL,
                        founder text,
                        term bigint NOT NULL)
                    """),
                new NpgsqlBatchCommand("INSERT INTO founding VALUES (1, 0, NULL, 0) ON CONFLICT DO NOTHING"),
            },
        };
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        return true;
    }

    private async Task<JoinStep?> DecideAsync(string address, SeatStanding standing, bool begins)
    {
        var clock = Stopwatch.StartNew();
        await using var connection = await database.OpenConnectionAsync().ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        var seen = await ReadAsync(connection, transaction, address).ConfigureAwait(false);
        if (clock.Elapsed > ClusterDatabase.CallTime)
            throw new TimeoutException("Nobody waits for this heartbeat any more: what it would decide is out of date.");
        if (arrived == address && seen.Writer != incarnation)
            return null;

        var own = begins || seen.Writer != incarnation || seen.Own is null ? new SeedRow(address, TimeSpan.Zero, SeedState.Waiting, 0) : seen.Own;
        var situation = new JoinSituation(seen.Generation, own, seen.Others, standing, unbroken.Add(seen.Now));
        var step = JoinRule.Decide(situation, times.Silence);
        await WriteAsync(connection, transaction, JoinRule.Row(situation, step), step as JoinStep.Found).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        arrived = address;
        return step;
    }

    private async Task<int> SayLeftAsync(string address)
    {
        await using var command = database.CreateCommand("UPDATE seeds SET state = 'left' WHERE address = $1 AND incarnation = $2");
        command.Parameters.AddWithValue(address);
        command.Parameters.AddWithValue(incarnation);
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private async Task<Seen> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string address)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("SELECT gen FROM founding FOR UPDATE"),
                new NpgsqlBatchCommand("SELECT clock_timestamp()"),
                new NpgsqlBatchCommand("SELECT address, incarnation, clock_timestamp() - seen_at, state, gen FROM seeds"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        var generation = reader.GetInt64(0);
        await reader.NextResultAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        var now = reader.GetDateTime(0);
        await reader.NextResultAsync().ConfigureAwait(false);
        var (own, writer, others) = ((SeedRow?)null, (Guid?)null, ImmutableArray.CreateBuilder<SeedRow>());
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            var row = new SeedRow(reader.GetString(0), reader.GetTimeSpan(2), Enum.Parse<SeedState>(reader.GetString(3), ignoreCase: true), reader.GetInt64(4));
            var by = reader.GetGuid(1);
            if (row.Address == address)
                (own, writer) = (row, by);
            else if (by != incarnation)
                others.Add(row);
        }

        return new Seen(generation, now, own, writer, others.ToImmutable());
    }

    private async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, SeedRow own, JoinStep.Found? found)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("""
                    INSERT INTO seeds VALUES ($1, $2, clock_timestamp(), $3, $4)
                    ON CONFLICT (address) DO UPDATE SET incarnation = $2, seen_at = clock_timestamp(), state = $3, gen = $4
                    """)
                {
                    Parameters =
                    {
                        new NpgsqlParameter { Value = own.Address },
                        new NpgsqlParameter { Value = incarnation },
                        new NpgsqlParameter { Value = own.State.ToString().ToLowerInvariant() },
                        new NpgsqlParameter { Value = own.Generation },
                    },
                },

                // A new actor system may have another port.
                new NpgsqlBatchCommand("UPDATE seeds SET state = 'left' WHERE address <> $1 AND incarnation = $2")
                {
                    Parameters = { new NpgsqlParameter { Value = own.Address }, new NpgsqlParameter { Value = incarnation } },
                },
            },
        };
        if (found is not null)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("UPDATE founding SET gen = $1, founder = $2")
            {
                Parameters = { new NpgsqlParameter { Value = found.Generation }, new NpgsqlParameter { Value = own.Address } },
            });
        }

        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private sealed record Seen(long Generation, DateTime Now, SeedRow? Own, Guid? Writer, ImmutableArray<SeedRow> Others);
}
