using SliceActors.Imaging.Caps;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Extraction;

/// <summary>How an extraction cuts images.</summary>
/// <param name="Direction">Axis along which they are cut.</param>
/// <param name="Mode">What each slice holds.</param>
public sealed record SliceCut(SliceDirection Direction, SliceMode Mode);
