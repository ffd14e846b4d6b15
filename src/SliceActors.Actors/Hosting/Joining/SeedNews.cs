namespace SliceActors.Actors.Hosting.Joining;

/// <summary>What a seed's heart says to the one who started it.</summary>
internal abstract record SeedNews
{
    private SeedNews()
    {
    }

    /// <summary>The actor system belongs to a generation that is over: end it, make a new one and serve that.</summary>
    internal sealed record NewSystemNeeded : SeedNews;

    /// <summary>The database cannot be used; it is tried again. Said once, until it is back.</summary>
    /// <param name="Reason">Why, as a sentence.</param>
    internal sealed record DatabaseUnreachable(string Reason) : SeedNews;

    /// <summary>The database can be used again.</summary>
    internal sealed record DatabaseBack : SeedNews;
}
