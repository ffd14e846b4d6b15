using Npgsql;

namespace SliceActors.Actors.Hosting.Joining;

/// <summary>Terms that several seeds take from their database.</summary>
/// <param name="database">The database, opened by <see cref="ClusterDatabase"/>, its tables made by <see cref="SeedTable"/>.</param>
internal sealed class Terms(NpgsqlDataSource database) : ITerms
{
    /// <inheritdoc/>
    public Task<long> TakeAsync() => ClusterDatabase.Within(AskAsync("UPDATE founding SET term = term + 1 RETURNING term"));

    /// <inheritdoc/>
    public Task<long> ReadAsync() => ClusterDatabase.Within(AskAsync("SELECT term FROM founding"));

    private async Task<long> AskAsync(string statement)
    {
        await using var command = database.CreateCommand(statement);
        return (long)(await command.ExecuteScalarAsync().ConfigureAwait(false))!;
    }
}
