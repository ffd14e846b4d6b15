using SliceActors.Imaging.Slices;

namespace SliceActors.Imaging.Store;

/// <summary>What a store says about itself.</summary>
/// <param name="Preparation">How its slices were made.</param>
/// <param name="Images">What they were made of, in the order of the payload.</param>
/// <param name="BlockHashes">One XxHash3 per slice position, over the hashes of its slices.</param>
internal sealed record StoreMetadata(SlicePreparation Preparation, IReadOnlyList<StoredImage> Images, IReadOnlyList<ulong> BlockHashes);
