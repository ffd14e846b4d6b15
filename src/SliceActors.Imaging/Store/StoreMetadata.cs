using System.Text.Json.Serialization;
using SliceActors.Imaging.Slices;

namespace SliceActors.Imaging.Store;

/// <summary>What a store says about itself.</summary>
/// <param name="Preparation">How its slices were made.</param>
/// <param name="Images">What they were made of, in the order of the payload.</param>
/// <param name="BlockHashes">One XxHash3 per slice position, over the hashes of its slices.</param>
internal sealed record StoreMetadata(SlicePreparation Preparation, IReadOnlyList<StoredImage> Images, IReadOnlyList<ulong> BlockHashes)
{
    /// <summary>What it holds of each slice in place of the slice: features of this shape, as float32; null where it holds the slices.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ItemShape? Features { get; init; }

    /// <summary>How the payload lies.</summary>
    [JsonIgnore]
    public StoreLayout Layout => new(Images.Count, Preparation.Slices.Count, Features?.Bytes ?? Preparation.SliceBytes);
}
