namespace SliceActors.Imaging.Synthetic.Generated;

/// <summary>How far the generation of images is.</summary>
/// <param name="Done">Images written so far.</param>
/// <param name="Total">Images to write.</param>
public readonly record struct GeneratedImages(int Done, int Total);
