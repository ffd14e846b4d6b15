using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Query;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;

namespace SliceActors.Actors.Hosting;

/// <summary>Reads the journal of a run without taking part in it; works while another process trains.</summary>
public static class JournalReader
{
    /// <summary>The state that the events of a run add up to.</summary>
    /// <param name="journalFile">SQLite journal; may be absent.</param>
    /// <param name="run">Id of the run.</param>
    /// <returns>The state; <see cref="RunState.Empty"/> when the journal knows no such run.</returns>
    public static async Task<RunState> Read(string journalFile, RunId run)
    {
        if (!SqliteJournal.HasEvents(journalFile))
        {
            return RunState.Empty;
        }

        var settings = SqliteJournal.Settings(journalFile)
            .WithFallback(ConfigurationFactory.ParseString("akka { actor.provider = local, loglevel = ERROR, stdout-loglevel = ERROR }"))
            .WithFallback(HoconFiles.Read("one-machine.hocon"))
            .WithFallback(SqlPersistence.DefaultConfiguration);
        using var system = ActorSystem.Create("slice-actors-reader", settings);
        using var materializer = system.Materializer();
        var state = await PersistenceQuery.Get(system)
            .ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier)
            .CurrentEventsByPersistenceId($"run-{run}", 0, long.MaxValue)
            .RunAggregate(RunState.Empty, (known, envelope) => known.Apply((IRunEvent)envelope.Event), materializer)
            .ConfigureAwait(false);
        await system.Terminate().ConfigureAwait(false);
        return state;
    }
}
