namespace SliceActors.Imaging.Copies;

/// <summary>An image and whose it is.</summary>
/// <param name="Person">The participant, and the CAPS that the image lies in: the same id in another CAPS is another person.</param>
/// <param name="SessionId"><c>ses-…</c>.</param>
/// <param name="Mark">What it is known by.</param>
public sealed record MarkedImage((string? Caps, string Participant) Person, string SessionId, ImageMark Mark);

/// <summary>An image that is another one under another name.</summary>
/// <param name="Tested">The image.</param>
/// <param name="Learned">The other one.</param>
/// <param name="Distance">Their distance, in parts of the usual one; null when their voxels are the same.</param>
public sealed record ImageCopy(MarkedImage Tested, MarkedImage Learned, double? Distance);

/// <summary>What a search found.</summary>
/// <param name="Copies">The copies.</param>
/// <param name="Nearest">The smallest distance of what is no copy, in parts of the usual one; null when nothing could be compared.</param>
public sealed record CopiesFound(IReadOnlyList<ImageCopy> Copies, double? Nearest);
