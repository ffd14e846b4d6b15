using Microsoft.Data.Sqlite;
using SliceActors.Runs.Files;
using SliceActors.Wire;

namespace SliceActors.Studies.Tests.Support;

/// <summary>A journal as Akka.Persistence.Sql writes one, with a write-ahead log that stays open.</summary>
internal sealed class WrittenJournal : IDisposable
{
    private readonly SqliteConnection connection;

    public WrittenJournal(ResultTree tree)
    {
        Directory.CreateDirectory(tree.Bookkeeping);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = tree.Journal, Pooling = false }.ToString());
        connection.Open();
        Execute("PRAGMA journal_mode=WAL");
        Execute(
            """
            CREATE TABLE [journal] (
                [ordering] INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, [created] INTEGER NOT NULL, [deleted] Bit NOT NULL, [persistence_id] NVarChar(255) NOT NULL,
                [sequence_number] INTEGER NOT NULL, [message] VarBinary NOT NULL, [manifest] NVarChar(500) NULL, [identifier] INTEGER NULL, [writer_uuid] NVarChar(128) NULL)
            """);
    }

    public void Add(string persistenceId, long sequenceNumber, DateTime when, object happened)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier) VALUES ($created, 0, $id, $number, $message, $manifest, 4101)";
        command.Parameters.AddWithValue("$created", when.Ticks);
        command.Parameters.AddWithValue("$id", persistenceId);
        command.Parameters.AddWithValue("$number", sequenceNumber);
        command.Parameters.AddWithValue("$message", JournalSchema.Current.Write(happened));
        command.Parameters.AddWithValue("$manifest", JournalSchema.Current.ManifestOf(happened));
        command.ExecuteNonQuery();
    }

    public void Execute(string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    public void Dispose() => connection.Dispose();
}
