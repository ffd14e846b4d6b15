using System.Data.Common;
using Akka.Actor;
using Akka.Event;
using Microsoft.Data.Sqlite;
using SliceActors.Actors.Hosting.Joining;
using SliceActors.Actors.Supervision;
using SliceActors.Runs.Errors;
using SliceActors.Studies.Journals;
using SliceActors.Wire;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.HistoryMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Hosting.Nodes;

/// <summary>Beside the registry: reads the events of runs in the journal for clients, one page at a time; supervisors are not troubled by it.</summary>
internal sealed class HistoryActor : ReceiveActor
{
    private readonly ILoggingAdapter log = Context.GetLogger();

    public HistoryActor(DbDataSource database, string journal) => ReceiveAsync<ReadEvents>(async read =>
    {
        var client = Sender;
        try
        {
            client.Tell(await ClusterDatabase.Within(Read(database, read)));
        }
        catch (Exception trouble) when (ClusterDatabase.IsAway(trouble))
        {
            // The client asks again, and says so when it lasts.
            log.Info("The events of {0} cannot be read now: {1}", read.PersistenceId, trouble.Message);
        }
        catch (Exception trouble) when (trouble is SqliteException or SchemaException)
        {
            client.Tell(new RunTroubled(read.Asked.Run, JournalWords.Of(journal, trouble), TroubleKind.Storage));
        }
    });

    /// <param name="database">Where the journal is.</param>
    /// <param name="journal">The same, for people.</param>
    public static Props Props(DbDataSource database, string journal) => Akka.Actor.Props.Create(() => new HistoryActor(database, journal));

    private static async Task<EventsHappened> Read(DbDataSource database, ReadEvents read)
    {
        await using var connection = await database.OpenConnectionAsync().ConfigureAwait(false);
        return await new JournalTable(connection).PageAsync(read.PersistenceId, read.Asked).ConfigureAwait(false);
    }
}
