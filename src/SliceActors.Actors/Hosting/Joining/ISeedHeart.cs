namespace SliceActors.Actors.Hosting.Joining;

/// <summary>Lets a seed found or join its cluster, and keeps it from becoming a second one. One for each process: it outlives actor systems.</summary>
internal interface ISeedHeart : IAsyncDisposable
{
    /// <summary>Ends when it was stopped, and fails when it cannot go on: then the process must end.</summary>
    Task Completed { get; }

    /// <summary>Sees to an actor system, instead of the one before.</summary>
    /// <param name="seat">The actor system.</param>
    void Serve(IClusterSeat seat);

    /// <summary>Stops, and lets others know that nobody has to wait for this seed. For after the actor system has left the cluster and ended.</summary>
    Task LeaveAsync();
}
