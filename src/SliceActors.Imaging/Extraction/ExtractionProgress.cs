namespace SliceActors.Imaging.Extraction;

/// <summary>How far an extraction is.</summary>
/// <param name="ImagesDone">Images done so far, unreadable ones included.</param>
/// <param name="ImagesTotal">Images of the extraction.</param>
/// <param name="FilesWritten">Files written so far.</param>
/// <param name="FilesKept">Files that were there and complete.</param>
/// <param name="BytesWritten">Size of the files written.</param>
public readonly record struct ExtractionProgress(int ImagesDone, int ImagesTotal, int FilesWritten, int FilesKept, long BytesWritten);
