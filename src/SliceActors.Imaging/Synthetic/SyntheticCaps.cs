namespace SliceActors.Imaging.Synthetic;

/// <summary>Where a made-up study lies.</summary>
/// <param name="CapsDirectory">Root of the CAPS.</param>
/// <param name="LabelsDirectory">Root of the tree of label tables.</param>
/// <param name="Images">Number of images.</param>
public sealed record SyntheticCaps(string CapsDirectory, string LabelsDirectory, int Images);
