namespace SliceActors.Imaging.Store;

/// <summary>An image of a store: where it was and what it held.</summary>
internal sealed record StoredImage(string Path, long Length, DateTime ModifiedUtc, string Sha256);
