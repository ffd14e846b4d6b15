using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Slices;

/// <summary>How the slices of a store are made.</summary>
/// <param name="Direction">Axis along which volumes are cut.</param>
/// <param name="Slices">Positions that are kept, absolute.</param>
/// <param name="Unnormalize">Clamp intensities to [0, 1] instead of scaling each slice to its own range; native slices keep what they have.</param>
/// <param name="Extracted">Images are not volumes but the slices of an extraction, one file each.</param>
/// <param name="Native">Slices keep their intensities as float32, and this shape; null for 8 bit and 224 × 224 pixels.</param>
public sealed record SlicePreparation(SliceDirection Direction, SliceRange Slices, bool Unnormalize, bool Extracted = false, SliceShape? Native = null)
{
    /// <summary>Bytes of a slice.</summary>
    internal int SliceBytes => Native is { } shape ? shape.Pixels * sizeof(float) : PreparedSlice.Bytes;
}
