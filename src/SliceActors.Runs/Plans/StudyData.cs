using System.Collections.Immutable;

namespace SliceActors.Runs.Plans;

/// <summary>The images of a study and what their files held when the run was submitted; what a node has to prepare before it can train.</summary>
/// <param name="Images">Images, in the order of the slice store.</param>
/// <param name="ImageDigests">SHA-256 of each image file, in the same order.</param>
/// <param name="Slices">Slice positions in use.</param>
public sealed record StudyData(ImmutableArray<PlannedImage> Images, ImmutableArray<string> ImageDigests, SliceRange Slices);
