namespace SliceActors.Imaging.Extraction;

/// <summary>What was done for one image.</summary>
/// <param name="Written">Files written.</param>
/// <param name="Kept">Files that were there and complete.</param>
/// <param name="BytesWritten">Size of the files written.</param>
internal readonly record struct ExtractedFiles(int Written, int Kept, long BytesWritten);
