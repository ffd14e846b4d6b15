using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Studies.Folders;
using SliceActors.Wire;

namespace SliceActors.Studies.Journals;

/// <summary>Reads the journal of a run without taking part in it and without changing it: on any mount, also while another process trains.</summary>
public static class JournalReader
{
    private const int EventSerializer = 4101;
    private const string Advice = "Put the folder's .slice-actors back as it was, from a backup or from where it was copied; until then nothing in it is changed. Networks that are finished can be used with predict.";

    /// <summary>What the events of a run add up to.</summary>
    /// <param name="tree">Folder of the run.</param>
    /// <param name="run">Id of the run.</param>
    /// <param name="everyEvent">Whether the events of its folds have to be readable, too: whoever goes on needs them.</param>
    /// <returns><see cref="RunJournal.Empty"/> when the run had not begun.</returns>
    /// <exception cref="BookkeepingException">Events are missing or cannot be read.</exception>
    public static RunJournal Read(ResultTree tree, RunId run, bool everyEvent = false)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var begun = BegunNetworks.In(tree);
        var journal = File.Exists(tree.Journal) ? ReadFile(tree, $"run-{run}", RunJournal.Empty, table => ReadTable(table, tree, $"run-{run}", everyEvent)) : RunJournal.Empty;
        return begun.UnknownTo(journal.State, tree) is { } folder
            ? throw new BookkeepingException($"{tree.Journal} {(File.Exists(tree.Journal) ? "knows nothing of" : "is missing, but there are")} the networks in {folder}; expected the journal of run {run} with all its events. {Advice}")
            : journal;
    }

    /// <summary>The events of a run, one by one.</summary>
    /// <param name="tree">Folder of the run.</param>
    /// <param name="run">Id of the run.</param>
    /// <param name="after">Number of the last event that is known already; 0 for none.</param>
    /// <exception cref="BookkeepingException">Events are missing or cannot be read.</exception>
    public static ImmutableArray<DatedEvent> Events(ResultTree tree, RunId run, long after = 0)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return File.Exists(tree.Journal)
            ? ReadFile(tree, $"run-{run}", ImmutableArray<DatedEvent>.Empty, table => [.. table.Rows($"run-{run}", after).Select(row => row.Dated(Decode<IRunEvent>(row, tree)))])
            : [];
    }

    private static T ReadFile<T>(ResultTree tree, string id, T empty, Func<JournalTable, T> read)
    {
        try
        {
            using var copy = JournalCopy.Of(tree);
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy.File, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
            connection.Open();
            var table = new JournalTable(connection);
            if (!table.Exists)
            {
                return empty;
            }

            CheckWhole(table, tree);
            return read(table);
        }
        catch (SqliteException trouble)
        {
            // SQLite names the copy, or nothing.
            throw new BookkeepingException($"{tree.Journal} cannot be read as a SQLite database (it is damaged, or no database at all); expected the journal of {id}. {Advice}", trouble);
        }
    }

    private static void CheckWhole(JournalTable table, ResultTree tree)
    {
        foreach (var (persistenceId, found) in table.Numbers())
        {
            if (found.Index().FirstOrDefault(number => number.Item != number.Index + 1) is { Item: > 0 } gap)
            {
                throw new BookkeepingException($"{tree.Journal}: event {gap.Index + 1} of {persistenceId} is missing (the next is event {gap.Item}); expected all from 1 to {found[^1]}. {Advice}");
            }
        }

        var (written, there) = table.LastOrdering();
        if (written > there)
        {
            throw new BookkeepingException($"{tree.Journal}: the last {written - there} of {written} events are missing. {Advice}");
        }
    }

    private static RunJournal ReadTable(JournalTable table, ResultTree tree, string id, bool everyEvent)
    {
        var others = table.Numbers().Where(other => everyEvent && other.PersistenceId != id).SelectMany(other => table.Rows(other.PersistenceId)).Select(row => Decode<object>(row, tree));
        var predictions = RunJournal.Empty.Predictions.ToBuilder();
        foreach (var recorded in others.OfType<FoldEvents.PredictionsRecorded>())
        {
            predictions[recorded.Predictions.Unit] = recorded.Predictions;
        }

        var empty = predictions.Count == 0 ? RunJournal.Empty : RunJournal.Empty with { Predictions = predictions.ToImmutable() };
        return table.Rows(id).Aggregate(empty, (known, row) => Follow(known, row, tree));
    }

    private static RunJournal Follow(RunJournal known, JournalRow row, ResultTree tree)
    {
        var happened = Decode<IRunEvent>(row, tree);
        try
        {
            return known.Apply(happened, row.Created);
        }
        catch (Exception trouble) when (trouble is KeyNotFoundException or ArgumentException or InvalidOperationException)
        {
            throw Unreadable(row, tree, $"it does not fit the events before it ({trouble.Message})", trouble);
        }
    }

    private static T Decode<T>(JournalRow row, ResultTree tree)
        where T : class
    {
        if (row.Serializer != EventSerializer)
        {
            throw Unreadable(row, tree, $"serializer {row.Serializer} is not known here, expected {EventSerializer}; it may be of a later version");
        }

        try
        {
            return JournalSchema.Current.Read(row.Manifest, row.Message) as T ?? throw Unreadable(row, tree, $"a '{row.Manifest}' is no event of this kind of journal");
        }
        catch (SchemaException trouble)
        {
            throw Unreadable(row, tree, trouble.Message.TrimEnd('.', '?'), trouble);
        }
    }

    private static BookkeepingException Unreadable(JournalRow row, ResultTree tree, string reason, Exception? inner = null) =>
        new($"{tree.Journal}: event {row.SequenceNumber} of {row.PersistenceId} cannot be read: {reason}. If a later version of slice-actors wrote it, use that one. {Advice}", inner);
}
