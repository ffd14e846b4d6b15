namespace SliceActors.Actors.Hosting.Joining;

/// <summary>Where one seed has the journal on its own disk there is one registry, and one term.</summary>
internal sealed class ConstantTerms : ITerms
{
    /// <inheritdoc/>
    public Task<long> TakeAsync() => ReadAsync();

    /// <inheritdoc/>
    public Task<long> ReadAsync() => Task.FromResult(1L);
}
