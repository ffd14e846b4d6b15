using System.Runtime.InteropServices;
using SliceActors.Imaging.Copies;

namespace SliceActors.Imaging.Store;

/// <summary>An image of a store: where it was and what it held.</summary>
internal sealed record StoredImage(string Path, long Length, DateTime ModifiedUtc, string Sha256, StoredMark Mark);

/// <summary>An <see cref="ImageMark"/>, its thumbnail as the bytes of 32-bit numbers: as text they would take three times the room.</summary>
internal sealed record StoredMark(string Voxels, byte[] Thumbnail)
{
    public static StoredMark Of(ImageMark mark) => new(mark.Voxels, MemoryMarshal.AsBytes<float>(mark.Thumbnail).ToArray());

    public ImageMark ToMark() => new(Voxels, MemoryMarshal.Cast<byte, float>(Thumbnail).ToArray());
}
