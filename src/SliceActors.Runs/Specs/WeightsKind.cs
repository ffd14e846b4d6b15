namespace SliceActors.Runs.Specs;

/// <summary>Where the initial weights of a network come from.</summary>
public enum WeightsKind
{
    /// <summary>Random initialisation; every layer is trained.</summary>
    None,

    /// <summary>The published ImageNet weights.</summary>
    ImageNet,

    /// <summary>A checkpoint file named by the user.</summary>
    File,
}
