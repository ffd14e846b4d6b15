using System.Data.Common;
using Akka.Configuration;
using Microsoft.Data.Sqlite;
using SliceActors.Runs.Files;

namespace SliceActors.Actors.Hosting;

/// <summary>The journal of one machine: a SQLite file.</summary>
internal static class SqliteJournal
{
    /// <summary>The settings that point Akka.Persistence.Sql to a file.</summary>
    public static Config Settings(string file) =>
        ConfigurationFactory.ParseString($"akka.persistence.journal.sql.connection-string = {HoconText.Quote(new SqliteConnectionStringBuilder { DataSource = file }.ToString())}");

    /// <summary>The file for who reads it beside Akka: it keeps nothing open.</summary>
    public static DbDataSource Source(string file) =>
        SqliteFactory.Instance.CreateDataSource(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());

    private const int RoomForTables = 1 << 17;

    /// <summary>Makes the file if need be, with a write-ahead log: one fsync per event instead of three, and readers do not block the writer.</summary>
    public static void Prepare(string file)
    {
        DurableFile.CreateDirectory(Path.GetDirectoryName(file)!);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL;";
        command.ExecuteNonQuery();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master;";
        if (Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) == 0)
        {
            // Akka is not told when its tables cannot be made: room for them is asked for here, where it can be said, and stays with the file. The log is
            // copied into it at once, since closing a full database leaves its log as it is and says nothing.
            command.CommandText =
                $"CREATE TABLE room (bytes BLOB); INSERT INTO room VALUES (zeroblob({RoomForTables})); DROP TABLE room; PRAGMA wal_checkpoint(TRUNCATE);";
            command.ExecuteNonQuery();
        }
    }
}
