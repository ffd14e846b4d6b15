using System.Data.Common;
using Microsoft.Data.Sqlite;
using SliceActors.Runs.Errors;

namespace SliceActors.Actors.Hosting.Joining;

/// <summary>What keeps two registries from writing the same journal: no two events of one writer may have the same number.</summary>
internal static class JournalFence
{
    private const string Sqlite = """
        SELECT NOT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'journal') OR EXISTS (
            SELECT 1 FROM pragma_index_list('journal') AS key
            WHERE key."unique" AND NOT key.partial AND (SELECT group_concat(coalesce(name, '')) FROM (SELECT name FROM pragma_index_info(key.name) ORDER BY name))
                = 'persistence_id,sequence_number')
        """;

    private const string Postgres = """
        SELECT to_regclass('journal') IS NULL OR EXISTS (
            SELECT 1 FROM pg_index AS key
            WHERE key.indrelid = to_regclass('journal') AND key.indisunique AND key.indisvalid AND key.indpred IS NULL AND key.indnatts = 2
                AND (SELECT string_agg(attname, ',' ORDER BY attname) FROM pg_attribute WHERE attrelid = key.indrelid AND attnum = ANY (key.indkey))
                    = 'persistence_id,sequence_number')
        """;

    /// <summary>Makes sure that the journal has the key. A database without a journal passes: Akka makes it, with the key, when the first actor recovers.</summary>
    /// <param name="connection">An open connection to SQLite or PostgreSQL.</param>
    /// <exception cref="TroubleException">There is a journal without the key.</exception>
    /// <exception cref="DbException">The database cannot be used now.</exception>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    public static async Task AssertUniqueKeyAsync(DbConnection connection)
    {
        if (!await ClusterDatabase.Within(HoldsAsync(connection)).ConfigureAwait(false))
        {
            throw new TroubleException(
                TroubleKind.Storage,
                $"The table journal in {connection.Database} of {connection.DataSource} has no unique key, so that two supervisors could write side by side; expected: UNIQUE (persistence_id, sequence_number).");
        }
    }

    private static async Task<bool> HoldsAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = connection is SqliteConnection ? Sqlite : Postgres;
        return await command.ExecuteScalarAsync().ConfigureAwait(false) is true or 1L;
    }
}
