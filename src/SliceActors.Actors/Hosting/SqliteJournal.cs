using Akka.Configuration;
using Microsoft.Data.Sqlite;
using SliceActors.Runs.Files;

namespace SliceActors.Actors.Hosting;

/// <summary>The journal of one machine: a SQLite file.</summary>
internal static class SqliteJournal
{
    /// <summary>The settings that point Akka.Persistence.Sql to a file.</summary>
    public static Config Settings(string file)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = file }.ToString();
        return ConfigurationFactory.ParseString($$"""
            akka.persistence.journal.sql.connection-string = "{{connection.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}}"
            """);
    }

    /// <summary>Makes the file if need be, with a write-ahead log: one fsync per event instead of three, and readers do not block the writer.</summary>
    public static void Prepare(string file)
    {
        DurableFile.CreateDirectory(Path.GetDirectoryName(file)!);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL;";
        command.ExecuteNonQuery();
    }
}
