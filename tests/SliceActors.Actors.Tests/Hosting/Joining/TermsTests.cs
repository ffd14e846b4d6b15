using SliceActors.Actors.Hosting.Joining;
using SliceActors.Actors.Tests.Support;
using SliceActors.Testing.Postgres;

namespace SliceActors.Actors.Tests.Hosting.Joining;

[Collection(SharedPostgres.Name)]
public sealed class TermsTests(PostgresServer server)
{
    [SkippableFact]
    public async Task Each_registry_takes_a_term_of_its_own_and_sees_a_later_one()
    {
        await using var database = ClusterDatabase.Open(server.NewDatabase());
        await SeedTable.PrepareAsync(database);
        var (one, other) = (new Terms(database), new Terms(database));

        Assert.Equal(1, await one.TakeAsync());
        Assert.Equal(1, await one.ReadAsync());
        Assert.Equal(2, await other.TakeAsync());
        Assert.Equal(2, await one.ReadAsync());
    }
}
