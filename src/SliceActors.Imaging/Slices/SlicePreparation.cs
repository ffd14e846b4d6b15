using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Slices;

/// <summary>How the slices of a store are made.</summary>
/// <param name="Direction">Axis along which volumes are cut.</param>
/// <param name="Slices">Positions that are kept, absolute.</param>
/// <param name="Unnormalize">Clamp intensities to [0, 1] instead of scaling each slice to its own range.</param>
/// <param name="Extracted">Images are not volumes but the slices of an extraction, one file each.</param>
public sealed record SlicePreparation(SliceDirection Direction, SliceRange Slices, bool Unnormalize, bool Extracted = false);
