namespace SliceActors.Imaging.Store;

/// <summary>What opening a store cost; all zero but <paramref name="InputBytes"/> when it was found filled.</summary>
/// <param name="VolumesDecoded">Volumes decoded.</param>
/// <param name="BytesRead">Bytes fetched from the image files.</param>
/// <param name="InputBytes">Size of all image files.</param>
public sealed record FillStatistics(int VolumesDecoded, long BytesRead, long InputBytes);
