namespace SliceActors.Imaging.Copies;

/// <summary>What an image is known by whatever its file is called and however its voxels are stored.</summary>
/// <param name="Voxels">SHA-256 of the shape and the decoded voxels, the first axis innermost; of extracted slices, of those in use.</param>
/// <param name="Thumbnail">Means of at most 8 × 8 × 8 cubes, with mean 0 and length 1: neither brightness nor contrast counts. All 0 for an image of one value.</param>
public sealed record ImageMark(string Voxels, float[] Thumbnail);
