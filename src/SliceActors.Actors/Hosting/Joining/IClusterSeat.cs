using System.Collections.Immutable;

namespace SliceActors.Actors.Hosting.Joining;

/// <summary>An actor system, as far as joining goes. None of its members waits for anything.</summary>
internal interface IClusterSeat
{
    /// <summary>Its address in the cluster.</summary>
    string Address { get; }

    /// <summary>Where it stands now.</summary>
    SeatStanding Standing { get; }

    /// <summary>Joins itself; done again, it does nothing.</summary>
    void Found();

    /// <summary>Joins one of these, trying until it is let in.</summary>
    /// <param name="seeds">Addresses of others.</param>
    void Join(ImmutableArray<string> seeds);
}
