namespace SliceActors.Imaging.Store;

/// <summary>How far the filling of a store is.</summary>
/// <param name="ImagesDone">Images read so far, unreadable ones included.</param>
/// <param name="ImagesTotal">Images of the store.</param>
/// <param name="BytesRead">Bytes fetched from the image files so far.</param>
/// <param name="VolumesDecoded">Volumes decoded so far.</param>
public readonly record struct FillProgress(int ImagesDone, int ImagesTotal, long BytesRead, int VolumesDecoded);
