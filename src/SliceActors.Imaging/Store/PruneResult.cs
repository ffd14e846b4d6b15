namespace SliceActors.Imaging.Store;

/// <summary>What pruning did.</summary>
/// <param name="StoresRemoved">Stores removed.</param>
/// <param name="BytesFreed">Their size and that of leftovers of interrupted fills.</param>
/// <param name="BytesLeft">Size of the stores that stay; above the limit only when the rest is in use or may not be removed.</param>
/// <param name="StoresDenied">Stores that would have gone but may not be removed, as they or the folder belong to somebody else.</param>
public sealed record PruneResult(int StoresRemoved, long BytesFreed, long BytesLeft, int StoresDenied = 0);
