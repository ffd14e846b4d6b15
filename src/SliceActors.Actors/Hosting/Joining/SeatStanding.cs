namespace SliceActors.Actors.Hosting.Joining;

/// <summary>Where an actor system stands with its cluster.</summary>
internal enum SeatStanding
{
    /// <summary>In no cluster yet.</summary>
    Outside,

    /// <summary>Let in, not yet a full member.</summary>
    Joining,

    /// <summary>A full member.</summary>
    Up,

    /// <summary>Was a member, or is about to be none: this actor system joins nothing any more.</summary>
    Gone,
}
