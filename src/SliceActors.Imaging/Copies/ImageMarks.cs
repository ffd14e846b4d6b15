using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SliceActors.Imaging.Coarse;
using SliceActors.Imaging.Volumes;

namespace SliceActors.Imaging.Copies;

/// <summary>Makes the marks of images.</summary>
internal static class ImageMarks
{
    /// <summary>Most cubes of a thumbnail along the longest axis: noise of single voxels is gone in their means, and what one head has and another has not is still there.</summary>
    public const int MostBlocks = 8;

    /// <summary>The mark of an image: the same of a NIfTI and of a tensor with the same voxels.</summary>
    public static ImageMark Of(Volume volume) => new(Digest(volume), Thumbnail(CoarseImages.Means(volume, scaled: false, MostBlocks)));

    private static string Digest(Volume volume)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> shape = stackalloc byte[3 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(shape, volume.Shape.Depth);
        BinaryPrimitives.WriteInt32LittleEndian(shape[sizeof(int)..], volume.Shape.Height);
        BinaryPrimitives.WriteInt32LittleEndian(shape[(2 * sizeof(int))..], volume.Shape.Width);
        hash.AppendData(shape);
        var plane = new float[volume.Shape.Depth * volume.Shape.Height];
        for (var k = 0; k < volume.Shape.Width; k++)
        {
            CopyPlane(volume, k, plane);
            hash.AppendData(MemoryMarshal.AsBytes<float>(plane));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Numbers that are equal have one pattern of bits: there are two zeros and many NaN.
    private static void CopyPlane(Volume volume, int k, float[] plane)
    {
        var voxels = volume.Voxels.Span;
        var at = 0;
        var (start, alongFirst, alongSecond) = volume.Order == VoxelOrder.FirstAxisFastest
            ? (k * plane.Length, 1, volume.Shape.Depth)
            : (k, volume.Shape.Width * volume.Shape.Height, volume.Shape.Width);
        for (var j = 0; j < volume.Shape.Height; j++)
        {
            for (var i = 0; i < volume.Shape.Depth; i++)
            {
                var voxel = voxels[start + (i * alongFirst) + (j * alongSecond)];
                plane[at++] = voxel == 0 ? 0 : float.IsNaN(voxel) ? float.NaN : voxel;
            }
        }
    }

    private static float[] Thumbnail(float[] means)
    {
        var mean = means.Average(value => (double)value);
        var length = Math.Sqrt(means.Sum(value => (value - mean) * (value - mean)));
        return [.. means.Select(value => length > 0 ? (float)((value - mean) / length) : 0)];
    }
}
