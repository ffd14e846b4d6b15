using System.Diagnostics;
using Npgsql;
using SliceActors.Runs.Errors;

namespace SliceActors.Actors.Hosting.Joining;

/// <summary>The database as a seed finds it when it starts. One that is there and does not answer yet is waited for: after a power cut everything starts at once.</summary>
internal static class DatabaseStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>Opens the database and makes what seeds need in it.</summary>
    /// <param name="connection">Connection string.</param>
    /// <returns>The database; the caller disposes of it.</returns>
    /// <exception cref="TroubleException">It cannot be used.</exception>
    public static async Task<NpgsqlDataSource> Open(string connection)
    {
        var (database, clock) = (ClusterDatabase.Open(connection), Stopwatch.StartNew());
        while (true)
        {
            try
            {
                await SeedTable.PrepareAsync(database).ConfigureAwait(false);
                await using var fence = await database.OpenConnectionAsync().ConfigureAwait(false);
                await JournalFence.AssertUniqueKeyAsync(fence).ConfigureAwait(false);
                return database;
            }
            catch (Exception trouble) when (IsBusy(trouble) && clock.Elapsed < Patience)
            {
                await Task.Delay(AskAgainAfter).ConfigureAwait(false);
            }
            catch (Exception trouble) when (ClusterDatabase.IsAway(trouble))
            {
                var words = ClusterDatabase.Words(database, trouble);
                await database.DisposeAsync().ConfigureAwait(false);
                throw new TroubleException(TroubleKind.Storage, words);
            }
        }
    }

    /// <summary>Whether somebody is there who cannot answer at this moment.</summary>
    private static bool IsBusy(Exception trouble) => trouble switch
    {
        TimeoutException or PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.TooManyConnections } => true,
        { InnerException: { } inner } => IsBusy(inner),
        _ => false,
    };
}
