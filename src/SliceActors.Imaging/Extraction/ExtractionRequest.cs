using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Extraction;

/// <summary>What to extract.</summary>
public sealed record ExtractionRequest
{
    /// <summary>Root of the CAPS.</summary>
    public required string CapsDirectory { get; init; }

    /// <summary>Pipeline that made the images.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>Take the t1-linear images before they were cropped; nothing is trained on them.</summary>
    public bool UseUncroppedImage { get; init; }

    /// <summary>How images are cut; null = whole images.</summary>
    public SliceCut? Cut { get; init; }

    /// <summary>Write files anew that are there and complete.</summary>
    public bool Overwrite { get; init; }
}
