using SliceActors.Imaging.Slices;

namespace SliceActors.Imaging.Store;

/// <summary>Where things lie in a store: <c>[slice position][image]</c>, each item of the same size.</summary>
/// <param name="Images">Number of images.</param>
/// <param name="Positions">Number of slice positions.</param>
/// <param name="ItemBytes">Bytes of a slice, or of what is kept of it.</param>
internal readonly record struct StoreLayout(int Images, int Positions, int ItemBytes)
{
    /// <summary>First byte of the payload: one page, so that it is aligned in memory.</summary>
    public const int PayloadOffset = 4096;

    // A path of 4096 bytes is the longest that Linux takes; real ones are a tenth of it. A thumbnail of 8 x 8 x 8 numbers takes 2.7 kB.
    private const int MetadataPerImage = 512 + 2816;
    private const int MetadataPerSlice = 24;

    /// <summary>The layout of prepared slices.</summary>
    public static StoreLayout Of(int images, SlicePreparation preparation) => new(images, preparation.Slices.Count, preparation.SliceBytes);

    /// <summary>Size of the payload.</summary>
    public long PayloadBytes => (long)Positions * Images * ItemBytes;

    /// <summary>Size of the file, the metadata estimated.</summary>
    public long FileBytes => PayloadOffset + PayloadBytes + (long)MetadataPerImage * Images + (long)MetadataPerSlice * Positions;

    /// <summary>Offset of an item in the payload.</summary>
    public long Offset(int position, int image) => ((long)position * Images + image) * ItemBytes;
}
