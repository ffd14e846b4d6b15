namespace SliceActors.Runs.Specs;

/// <summary>A random transform of training inputs.</summary>
public enum Augmentation
{
    /// <summary>No change.</summary>
    None = 0,

    /// <summary>Gaussian noise.</summary>
    Noise = 1,

    /// <summary>A random rectangle set to 0.</summary>
    Erasing = 2,

    /// <summary>A shift of up to ten pixels with zero fill.</summary>
    CropPad = 3,

    /// <summary>Gaussian smoothing.</summary>
    Smoothing = 4,
}
