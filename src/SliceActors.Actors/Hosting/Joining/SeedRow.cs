namespace SliceActors.Actors.Hosting.Joining;

/// <summary>One seed, as the database knows it.</summary>
/// <param name="Address">Its address in the cluster.</param>
/// <param name="Age">Time since its last heartbeat, by the database's clock.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Generation">Generation that it founded or joined, or tries to join; 0 when its actor system has tried nothing yet.</param>
internal sealed record SeedRow(string Address, TimeSpan Age, SeedState State, long Generation);
