using System.Data.Common;
using Akka.Configuration;
using Npgsql;
using SliceActors.Actors.Tests.Support;
using SliceActors.Testing.Postgres;

namespace SliceActors.Actors.Tests.Hosting.Joining;

/// <summary>The journal of several seeds.</summary>
[Collection(SharedPostgres.Name)]
public sealed class PostgresJournalTests(PostgresServer server) : JournalSpec
{
    private readonly Lazy<string> database = new(server.NewDatabase);

    private protected override Config Settings() => ConfigurationFactory.ParseString($$"""
        akka.persistence.journal {
          plugin = "akka.persistence.journal.sql"
          sql {
            provider-name = "PostgreSQL"
            auto-initialize = true
            connection-string = "{{database.Value}};Pooling=false"
          }
        }
        """);

    private protected override async Task<DbConnection> Open()
    {
        var connection = new NpgsqlConnection($"{database.Value};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
