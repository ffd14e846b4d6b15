namespace SliceActors.Runs.Specs;

/// <summary>What the layers that do not learn do while the others do.</summary>
public enum FrozenLayers
{
    /// <summary>They compute at every step, and their batch normalisation follows the statistics of what it sees, as in ClinicaDL.</summary>
    Follow = 0,

    /// <summary>They compute once per slice, in evaluation mode; their answers are kept, and nothing of them moves.</summary>
    Cached = 1,
}
