using System.Collections.Immutable;
using System.Data.Common;
using SliceActors.Runs.Events;
using SliceActors.Runs.Messages;
using SliceActors.Wire;

namespace SliceActors.Studies.Journals;

/// <summary>The table <c>journal</c> of Akka.Persistence.Sql. <c>created</c> counts ticks since the year 1, <c>ordering</c> numbers all rows.</summary>
/// <param name="connection">An open connection to SQLite, or for what is not said to be of SQLite to PostgreSQL.</param>
public sealed class JournalTable(DbConnection connection)
{
    /// <summary>What <c>created</c> says of an event that happened in another journal.</summary>
    public const long NotHere = 0;

    private const int MostRows = 2000;
    private const int MostBytes = 48 * 1024;

    private static readonly string EpochManifest = JournalSchema.Current.Manifests.Single(known => known.Type == typeof(RunEvents.EpochCompleted)).Manifest;

    /// <summary>Whether there is one, in SQLite: a process may have died before it made it.</summary>
    internal bool Exists => Number("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'journal'") > 0;

    /// <summary>Number of the last row that was ever written, and of the last that is there, in SQLite.</summary>
    internal (long Written, long There) LastOrdering() => (
        Number("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'journal'"),
        Number("SELECT COALESCE(MAX(ordering), 0) FROM journal"));

    /// <summary>Each persistence id with the sequence numbers it has, ascending.</summary>
    internal IReadOnlyList<(string PersistenceId, List<long> SequenceNumbers)> Numbers()
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
    /// <param name="persistenceId">Whose events.</param>
    /// <param name="after">Number of the last event that is known already; 0 for none.</param>
    internal IEnumerable<JournalRow> Rows(string persistenceId, long after = 0)
    {
        using var command = Command(
            "SELECT sequence_number, created, identifier, manifest, message FROM journal WHERE persistence_id = @id AND sequence_number > @after ORDER BY sequence_number",
            ("@id", persistenceId), ("@after", after));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return RowOf(persistenceId, reader);
        }
    }

    /// <summary>A page of the events of a run, small enough for a message, while others write.</summary>
    /// <param name="persistenceId">Whose events.</param>
    /// <param name="asked">Which of them.</param>
    /// <exception cref="DbException">The database cannot be used now.</exception>
    /// <exception cref="SchemaException">An event cannot be read.</exception>
    public async Task<HistoryMessages.EventsHappened> PageAsync(string persistenceId, HistoryMessages.GetEvents asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        using var last = Command("SELECT COALESCE(MAX(sequence_number), 0) FROM journal WHERE persistence_id = @id", ("@id", persistenceId));
        var newest = Convert.ToInt64(await last.ExecuteScalarAsync().ConfigureAwait(false), System.Globalization.CultureInfo.InvariantCulture);
        using var rows = Command(
            $"""
            SELECT sequence_number, created, identifier, manifest, message FROM journal
            WHERE persistence_id = @id AND sequence_number > @after AND manifest <> @without ORDER BY sequence_number LIMIT {MostRows + 1}
            """,
            ("@id", persistenceId), ("@after", asked.After), ("@without", asked.WithEpochs ? string.Empty : EpochManifest));
        using var reader = await rows.ExecuteReaderAsync().ConfigureAwait(false);
        var (page, rowsRead, size, isAll) = (ImmutableArray.CreateBuilder<DatedEvent>(), 0, 0, true);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            var row = RowOf(persistenceId, reader);
            size += row.Message.Length;
            if (page.Count > 0 && (rowsRead == MostRows || size > MostBytes))
            {
                isAll = false;
                break;
            }

            var happened = JournalSchema.Current.Read(row.Manifest, row.Message) as IRunEvent ?? throw new SchemaException($"Event {row.SequenceNumber} of {persistenceId} is no event of a run.");
            rowsRead++;
            page.AddRange(Unfold(row, happened).Where(dated => asked.WithEpochs || !EventWords.IsOfEpoch(dated.Happened)));
        }

        return new(asked.Run, page.ToImmutable(), Math.Max(newest, page.Count > 0 ? page[^1].Number : 0), isAll);
    }

    /// <summary>What a row tells; what happened in another journal has the time at which this one took it over.</summary>
    private static IEnumerable<DatedEvent> Unfold(JournalRow row, IRunEvent happened) => happened is RunEvents.HistoryTakenOver taken
        ? taken.Events.Select(row.Dated)
        : [row.Dated(happened)];

    private static JournalRow RowOf(string persistenceId, DbDataReader reader) => new(
        persistenceId,
        reader.GetInt64(0),
        reader.GetInt64(1) is var ticks and > NotHere ? new DateTimeOffset(Math.Min(ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero) : null,
        reader.IsDBNull(2) ? 0 : reader.GetInt32(2),
        reader.IsDBNull(3) ? string.Empty : reader.GetString(3),
        reader.IsDBNull(4) ? [] : (byte[])reader.GetValue(4));

    private DbCommand Command(string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private long Number(string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }
}
