using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Sql;
using Microsoft.Data.Sqlite;
using SliceActors.Actors.Supervision;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Studies.Journals;

namespace SliceActors.Actors.Hosting;

/// <summary>Makes the journal of a run as one machine would have written it: by the same journal of Akka's, whose tables are its own business.</summary>
internal static class JournalFile
{
    // A transaction of all events of a large run takes longer than a database may take to answer; nobody reads the file before it is whole.
    private const int EventsAtOnce = 1000;
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    /// <summary>Writes a journal.</summary>
    /// <param name="file">The file, which is not there yet.</param>
    /// <param name="run">Id of the run.</param>
    /// <param name="history">Its events.</param>
    /// <returns>Ends when it is durable.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static async Task WriteAsync(string file, RunId run, ImmutableArray<IRunEvent> history)
    {
        try
        {
            SqliteJournal.Prepare(file);
            var system = ActorSystem.Create(
                "journal",
                ConfigurationFactory.ParseString("akka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.loggers = []").WithFallback(SqliteJournal.Settings(file)).WithFallback(HoconFiles.Read("one-machine.hocon")).WithFallback(SqlPersistence.DefaultConfiguration));
            try
            {
                var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                system.ActorOf(Props.Create(() => new WriterActor(run, history, stored)));
                await stored.Task.WaitAsync(Within).ConfigureAwait(false);
            }
            finally
            {
                await system.Terminate().ConfigureAwait(false);
            }

            Settle(file);
        }
        catch (Exception trouble) when (trouble is SqliteException or TimeoutException)
        {
            throw new IOException($"{file} cannot be written: {trouble.Message}", trouble);
        }
    }

    /// <summary>Brings everything into the one file, which can be renamed then. Its events happened elsewhere: when they were written here says nothing of when.</summary>
    private static void Settle(string file)
    {
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE journal SET created = {JournalTable.NotHere};";
            command.ExecuteNonQuery();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE);";
            command.ExecuteNonQuery();
        }

        SqliteConnection.ClearAllPools();
        foreach (var part in (string[])["-wal", "-shm"])
        {
            File.Delete(file + part);
        }
    }

    private sealed class WriterActor : JournaledActor
    {
        private readonly TaskCompletionSource stored;

        public WriterActor(RunId run, ImmutableArray<IRunEvent> history, TaskCompletionSource stored)
        {
            PersistenceId = $"run-{run}";
            this.stored = stored;
            Recover<IRunEvent>(_ => { });
            var remaining = history.Length;
            Command<Begin>(_ =>
            {
                foreach (var some in history.Chunk(EventsAtOnce))
                {
                    PersistAll(some, _ =>
                    {
                        if (--remaining == 0)
                        {
                            stored.TrySetResult();
                        }
                    });
                }
            });
        }

        public override string PersistenceId { get; }

        protected override void PreStart() => Self.Tell(new Begin());

        protected override void SayTrouble(Exception cause) => stored.TrySetException(new IOException(cause.GetBaseException().Message, cause));

        private sealed record Begin;
    }
}
