using SliceActors.Testing.Postgres;

namespace SliceActors.Actors.Tests.Support;

/// <summary>Tests that share one PostgreSQL server, which each of them may stop or freeze: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPostgres : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
