using Microsoft.Data.Sqlite;

namespace SliceActors.Studies.Journals;

/// <summary>The table <c>journal</c> of Akka.Persistence.Sql. <c>created</c> counts ticks since the year 1, <c>ordering</c> numbers all rows.</summary>
/// <param name="connection">An open connection.</param>
internal sealed class JournalTable(SqliteConnection connection)
{
    /// <summary>Whether there is one: a process may have died before it made it.</summary>
    public bool Exists => Number("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'journal'") > 0;

    /// <summary>Number of the last row that was ever written, and of the last that is there.</summary>
    public (long Written, long There) LastOrdering() => (
        Number("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'journal'"),
        Number("SELECT COALESCE(MAX(ordering), 0) FROM journal"));

    /// <summary>Each persistence id with the sequence numbers it has, ascending.</summary>
    public IReadOnlyList<(string PersistenceId, List<long> SequenceNumbers)> Numbers()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT persistence_id, sequence_number FROM journal ORDER BY persistence_id, sequence_number";
        using var reader = command.ExecuteReader();
        var numbers = new List<(string PersistenceId, List<long> SequenceNumbers)>();
        while (reader.Read())
        {
            if (numbers.Count == 0 || numbers[^1].PersistenceId != reader.GetString(0))
            {
                numbers.Add((reader.GetString(0), []));
            }

            numbers[^1].SequenceNumbers.Add(reader.GetInt64(1));
        }

        return numbers;
    }

    /// <summary>The events of one persistence id, in order.</summary>
    public IEnumerable<JournalRow> Rows(string persistenceId)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence_number, created, identifier, manifest, message FROM journal WHERE persistence_id = $id ORDER BY sequence_number";
        command.Parameters.AddWithValue("$id", persistenceId);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new JournalRow(
                persistenceId,
                reader.GetInt64(0),
                new DateTime(Math.Clamp(reader.GetInt64(1), 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc),
                reader.IsDBNull(2) ? 0 : reader.GetInt32(2),
                reader.IsDBNull(3) ? string.Empty : reader.GetString(3),
                reader.IsDBNull(4) ? [] : (byte[])reader.GetValue(4));
        }
    }

    private long Number(string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }
}
