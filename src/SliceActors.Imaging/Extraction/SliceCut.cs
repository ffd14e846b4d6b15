using SliceActors.Runs;

namespace SliceActors.Imaging;

/// <summary>How an extraction cuts images.</summary>
/// <param name="Direction">Axis along which they are cut.</param>
/// <param name="Mode">What each slice holds.</param>
public sealed record SliceCut(SliceDirection Direction, SliceMode Mode);
