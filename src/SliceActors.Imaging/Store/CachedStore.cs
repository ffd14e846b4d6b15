using SliceActors.Imaging.Slices;

namespace SliceActors.Imaging.Store;

/// <summary>A store in the cache folder.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="LastUsedUtc">When it was filled or last opened.</param>
/// <param name="Images">Number of images; 0 when the file is damaged.</param>
/// <param name="Preparation">How its slices were made; null when the file is damaged.</param>
/// <param name="InUse">Whether a process has it open.</param>
/// <param name="Features">Shape of the features that it holds in place of the slices; null where it holds these.</param>
public sealed record CachedStore(string Path, long Bytes, DateTime LastUsedUtc, int Images, SlicePreparation? Preparation, bool InUse, ItemShape? Features);
