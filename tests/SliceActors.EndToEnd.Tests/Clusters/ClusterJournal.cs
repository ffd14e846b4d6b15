using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SliceActors.Runs.Events;
using SliceActors.Wire;

namespace SliceActors.EndToEnd.Tests.Clusters;

/// <summary>Reads the events of runs in the journal of a cluster, while the cluster writes it.</summary>
/// <param name="open">A connection to it, not open yet.</param>
internal sealed class ClusterJournal(Func<DbConnection> open)
{
    public static ClusterJournal InFile(string file) =>
        new(() => new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString()));

    // A pool would keep connections that a stop of the server cuts.
    public static ClusterJournal InDatabase(string connection) =>
        new(() => new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ToString()));

    /// <summary>The events of a run.</summary>
    /// <returns>Null while the journal cannot be asked.</returns>
    public IReadOnlyList<IRunEvent>? Of(string run)
    {
        try
        {
            using var connection = open();
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT sequence_number, manifest, message FROM journal WHERE persistence_id LIKE 'run-{run}%' AND persistence_id NOT LIKE '%-fold-%' ORDER BY sequence_number";
            using var reader = command.ExecuteReader();
            var events = new List<IRunEvent>();
            while (reader.Read())
            {
                Assert.Equal(events.Count + 1, reader.GetInt64(0));
                events.Add((IRunEvent)JournalSchema.Current.Read(reader.GetString(1), (byte[])reader.GetValue(2)));
            }

            return events;
        }
        catch (DbException)
        {
            return null;
        }
    }
}
