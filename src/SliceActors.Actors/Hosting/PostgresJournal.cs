using Akka.Configuration;

namespace SliceActors.Actors.Hosting;

/// <summary>The journal of a cluster whose seeds may die: a PostgreSQL database.</summary>
internal static class PostgresJournal
{
    /// <summary>The settings that point Akka.Persistence.Sql to a database.</summary>
    public static Config Settings(string connection) => ConfigurationFactory.ParseString($"akka.persistence.journal.sql.connection-string = {HoconText.Quote(connection)}");
}
