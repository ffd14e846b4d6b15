namespace SliceActors.Imaging.Caps;

/// <summary>What an extracted slice holds.</summary>
public enum SliceMode
{
    /// <summary>Three equal channels, scaled to 0 … 1 slice by slice: what networks are trained on.</summary>
    Rgb,

    /// <summary>One channel with the intensities of the volume.</summary>
    Intensity,
}
