using System.Net.Sockets;
using Npgsql;

namespace SliceActors.Actors.Hosting.Joining;

/// <summary>The database of a cluster with several seeds.</summary>
internal static class ClusterDatabase
{
    /// <summary>How long one call may take.</summary>
    public static readonly TimeSpan CallTime = TimeSpan.FromSeconds(2);

    // When a server stands still, Npgsql ends a command by asking the server to cancel it, and keeps a thread for seconds: neither a cancellation token nor a
    // short time-out of the command may lead there. Callers stop waiting by themselves; this is for what they left behind.
    private static readonly TimeSpan LeftBehind = TimeSpan.FromSeconds(30);

    /// <summary>Opens it; the one who opens it disposes of it.</summary>
    /// <param name="connection">Connection string.</param>
    public static NpgsqlDataSource Open(string connection) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection)
    {
        Timeout = (int)CallTime.TotalSeconds,
        CommandTimeout = (int)LeftBehind.TotalSeconds,
        CancellationTimeout = -1,

        // Who stands still inside a transaction lets its locks go.
        Options = $"-c statement_timeout={CallTime.TotalSeconds}s -c idle_in_transaction_session_timeout={CallTime.TotalSeconds}s",
        ApplicationName = "slice-actors",
    });

    /// <summary>Waits for a call, but not for ever.</summary>
    /// <param name="call">The call; if it is left behind, it ends some time later, unheard.</param>
    /// <exception cref="TimeoutException">The database did not answer in time.</exception>
    public static Task<T> Within<T>(Task<T> call) => call.WaitAsync(CallTime);

    /// <summary>Whether something says that the database cannot be used now.</summary>
    public static bool IsAway(Exception trouble) => trouble is NpgsqlException or SocketException or IOException or TimeoutException;

    /// <summary>Why it cannot be used, as a sentence.</summary>
    /// <param name="database">The database.</param>
    /// <param name="trouble">What happened.</param>
    public static string Words(NpgsqlDataSource database, Exception trouble)
    {
        var where = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var reason = Root(trouble) switch
        {
            PostgresException refused => refused.MessageText,
            TimeoutException => $"it did not answer within {CallTime.TotalSeconds:0} seconds",
            var other => other.Message.TrimEnd('.'),
        };
        return $"The database {where.Database} on {where.Host} cannot be used: {reason}.";
    }

    private static Exception Root(Exception trouble) => trouble is { InnerException: { } inner } and not PostgresException ? Root(inner) : trouble;
}
