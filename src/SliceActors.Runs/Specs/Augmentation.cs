namespace SliceActors.Runs.Specs;

/// <summary>A random transform of training inputs.</summary>
public enum Augmentation
{
    /// <summary>No change.</summary>
    None,

    /// <summary>Gaussian noise.</summary>
    Noise,

    /// <summary>A random rectangle set to 0.</summary>
    Erasing,

    /// <summary>A shift of up to ten pixels with zero fill.</summary>
    CropPad,

    /// <summary>Gaussian smoothing.</summary>
    Smoothing,
}
