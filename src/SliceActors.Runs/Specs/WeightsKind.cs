namespace SliceActors.Runs.Specs;

/// <summary>Where the initial weights of a network come from.</summary>
public enum WeightsKind
{
    /// <summary>Random initialisation; every layer is trained.</summary>
    None = 0,

    /// <summary>The published ImageNet weights.</summary>
    ImageNet = 1,

    /// <summary>A checkpoint file named by the user.</summary>
    File = 2,
}
