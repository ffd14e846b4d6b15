using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace SliceActors.Testing.Postgres;

/// <summary>A PostgreSQL server that goes with the tests: started when the first database is asked for, reached through a socket in a folder of its own.</summary>
public sealed class PostgresServer : IDisposable
{
    // So a server also ends when the tests are killed.
    private const string UntilInputEnds = "exec 3<&0; \"$@\" </dev/null 3<&- & server=$!; (cat <&3 >/dev/null; kill -QUIT $server) 2>/dev/null & wait $server";

    private readonly Lock turn = new();
    private TemporaryFolder? folder;
    private Process? process;
    private int databases;

    /// <summary>Whether there is PostgreSQL on this machine.</summary>
    public static bool IsInstalled => PostgresPrograms.Exist;

    /// <summary>Settings of its own, such as <c>listen_addresses=127.0.0.1</c>; without any it has no port.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Folder of the socket: the host of connection strings.</summary>
    public string Host => folder?.Path ?? throw new InvalidOperationException("No database was asked for yet.");

    /// <summary>Makes an empty database; skips the test where there is no PostgreSQL.</summary>
    /// <returns>Its connection string.</returns>
    public string NewDatabase()
    {
        lock (turn)
        {
            Initialize();
            var name = string.Create(CultureInfo.InvariantCulture, $"test{++databases}");
            Execute(ConnectionTo("postgres"), $"CREATE DATABASE {name}");
            return ConnectionTo(name);
        }
    }

    /// <summary>Cuts all connections, as a crash would.</summary>
    public void Stop()
    {
        Thaw();
        process!.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    /// <summary>Starts a server that was stopped, and waits until it answers.</summary>
    public void StartAgain()
    {
        var command = PostgresPrograms.AsUser([
            "/bin/sh", "-c", UntilInputEnds, "sh", PostgresPrograms.PathOf("postgres"), "-D", Data, "-k", Host,
            .. new[] { "listen_addresses=", "unix_socket_permissions=0777", "fsync=off" }.Concat(Settings).SelectMany(setting => new[] { "-c", setting })]);
        process = Process.Start(command)!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException($"PostgreSQL ended: {string.Join(Environment.NewLine, said)}"));
            }
            else if (line.Data.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
            else
            {
                said.Add(line.Data);
            }
        };
        process.BeginErrorReadLine();
        ready.Task.GetAwaiter().GetResult();
    }

    /// <summary>Stops all its processes without ending them: connections stay and nobody answers.</summary>
    public void Freeze() => Signal("-STOP");

    /// <summary>Lets a frozen server go on.</summary>
    public void Thaw() => Signal("-CONT");

    /// <summary>Keeps a table from being written: who writes to it waits until this is disposed, or the server stops.</summary>
    public static IDisposable Hold(string connectionString, string table)
    {
        var connection = new NpgsqlConnection(Alone(connectionString));
        connection.Open();
        using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN EXCLUSIVE MODE", connection);
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Whether somebody waits to write to a table that is held.</summary>
    public static bool HasWaiting(string connectionString, string table)
    {
        using var connection = new NpgsqlConnection(Alone(connectionString));
        connection.Open();
        using var command = new NpgsqlCommand($"SELECT EXISTS (SELECT FROM pg_locks WHERE relation = '{table}'::regclass AND NOT granted)", connection);
        return (bool)command.ExecuteScalar()!;
    }

    /// <summary>Runs a statement in a database.</summary>
    public static void Execute(string connectionString, string statement)
    {
        using var connection = new NpgsqlConnection(Alone(connectionString));
        connection.Open();
        using var command = new NpgsqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (process is not null)
        {
            Stop();
        }

        folder?.Dispose();
    }

    private string Data => Path.Combine(Host, "data");

    private void Initialize()
    {
        if (folder is not null)
        {
            return;
        }

        PostgresPrograms.Require();
        folder = new TemporaryFolder();
        PostgresPrograms.HandOver(folder.Path);
        PostgresPrograms.Run(PostgresPrograms.AsUser(PostgresPrograms.PathOf("initdb"), "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions"));
        StartAgain();
    }

    private string ConnectionTo(string database) => $"Host={Host};Username=postgres;Database={database}";

    private void Signal(string signal)
    {
        var postmaster = File.ReadLines(Path.Combine(Data, "postmaster.pid")).First();
        var processes = new[] { postmaster }.Concat(Directory.EnumerateDirectories("/proc").Where(entry => ParentOf(entry) == postmaster).Select(entry => Path.GetFileName(entry)!));
        foreach (var id in processes)
        {
            // Those that end meanwhile are no trouble.
            using var kill = Process.Start("kill", [signal, id]);
            kill.WaitForExit();
        }
    }

    // A pool would keep connections that a stop cuts.
    private static string Alone(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString();

    private static string? ParentOf(string entry)
    {
        try
        {
            // The name, which may hold blanks, ends with the last bracket; then come state and parent.
            return File.ReadAllText(Path.Combine(entry, "stat")).Split(')')[^1].Split(' ')[2];
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
