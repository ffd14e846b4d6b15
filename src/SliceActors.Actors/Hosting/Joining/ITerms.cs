namespace SliceActors.Actors.Hosting.Joining;

/// <summary>Counts the registries of a cluster: whoever took the last term is the one that writes.</summary>
internal interface ITerms
{
    /// <summary>Takes the next term.</summary>
    /// <returns>The term.</returns>
    Task<long> TakeAsync();

    /// <summary>The last term that was taken.</summary>
    Task<long> ReadAsync();
}
