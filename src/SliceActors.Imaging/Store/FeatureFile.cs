using Microsoft.Win32.SafeHandles;

namespace SliceActors.Imaging.Store;

/// <summary>Takes the features of the slices of a store, in any order and from any number of threads.</summary>
public sealed class FeatureFile
{
    private readonly SafeFileHandle file;
    private readonly SliceStore slices;
    private readonly FeatureKind kind;
    private readonly StoreLayout layout;
    private readonly ulong[] hashes; // [position][image]

    internal FeatureFile(SafeFileHandle file, SliceStore slices, FeatureKind kind)
    {
        (this.file, this.slices, this.kind) = (file, slices, kind);
        layout = LayoutOf(slices, kind);
        hashes = new ulong[layout.Positions * layout.Images];
    }

    /// <summary>Writes the features of consecutive images at one slice position.</summary>
    /// <param name="position">0-based, among the slices of the store.</param>
    /// <param name="firstImage">The first of the images.</param>
    /// <param name="features">float32 of the shape, image after image.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Write(int position, int firstImage, ReadOnlySpan<byte> features)
    {
        for (var i = 0; i < features.Length / layout.ItemBytes; i++)
        {
            hashes[(position * layout.Images) + firstImage + i] = BlockHash.OfSlice(features.Slice(i * layout.ItemBytes, layout.ItemBytes));
        }

        RandomAccess.Write(file, features, StoreLayout.PayloadOffset + layout.Offset(position, firstImage));
    }

    internal static StoreLayout LayoutOf(SliceStore slices, FeatureKind kind) => StoreLayout.Of(slices.ImageCount, slices.Preparation) with { ItemBytes = kind.Shape.Bytes };

    internal StoreMetadata Metadata() => new(slices.Preparation, slices.Images, [.. hashes.Chunk(layout.Images).Select(position => BlockHash.OfPosition(position))])
    {
        Features = kind.Shape,
    };
}
