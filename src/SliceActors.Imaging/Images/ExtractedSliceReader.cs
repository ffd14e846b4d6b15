using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SliceActors.Imaging.PyTorch;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Images;

/// <summary>
/// Reads the slices of an extraction, <c>[3, h, w]</c> with three equal channels, into a volume whose first axis is the slice. Owns its buffers: one per thread.
/// </summary>
internal sealed class ExtractedSliceReader : IDisposable
{
    private const int Channels = 3;

    private readonly ReadOnce files = new();
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private float[] channels = [];
    private float[] voxels = [];

    /// <summary>Bytes fetched from disk since this reader was made.</summary>
    public long BytesRead => files.BytesRead;

    public void Dispose()
    {
        files.Dispose();
        hash.Dispose();
    }

    /// <summary>Rows and columns of an extracted slice, without its voxels.</summary>
    /// <exception cref="BadInputException">The file is absent, damaged, or holds no slice of three channels.</exception>
    public static (int Rows, int Columns) ReadSize(string path)
    {
        try
        {
            return Size(path, TorchTensorFile.ReadShape(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw BadImage.Unreadable(path, error);
        }
    }

    /// <summary>Reads the slices in use of one image; the voxels live until the next call.</summary>
    /// <returns>A volume of as many slices, and the SHA-256 over those of the files, in order.</returns>
    /// <exception cref="BadInputException">Files are absent, damaged, have changed or are no slices of this image: all findings.</exception>
    public (Volume Volume, string Sha256) Read(ImageIdentity image, SlicePreparation preparation)
    {
        var findings = new List<Finding>();
        var paths = ImageIdentity.FilesOf(image.Path, preparation);
        (int Rows, int Columns)? usual = null;
        for (var slice = 0; slice < paths.Count; slice++)
        {
            try
            {
                usual = Read(paths[slice], image.Files[slice], slice, paths.Count, usual);
            }
            catch (BadInputException bad)
            {
                findings.AddRange(bad.Findings);
            }
        }

        var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (findings.Count > 0)
        {
            throw new BadInputException(findings);
        }

        var (rows, columns) = usual!.Value;
        var read = voxels.AsMemory(0, paths.Count * rows * columns);
        return read.Span.ContainsAnyExcept(float.NaN)
            ? (new Volume(read, new VolumeShape(paths.Count, rows, columns), VoxelOrder.LastAxisFastest), digest)
            : throw BadImage.At(image.Path, "no voxel of the slices in use is a number", "slices of an image");
    }

    private (int Rows, int Columns) Read(string path, FileStamp stamp, int slice, int count, (int Rows, int Columns)? usual)
    {
        var content = files.Read(path);
        if (!stamp.Matches(content))
        {
            throw BadImage.Changed(path);
        }

        var size = Size(path, TorchTensorFile.ReadShape(content.Bytes, path));
        if (usual is { } others && size != others)
        {
            throw BadImage.At(path, $"a slice of {size.Rows}x{size.Columns} pixels", $"{others.Rows}x{others.Columns}, as the other slices of the image");
        }

        var pixels = size.Rows * size.Columns;
        if (usual is null)
        {
            channels = channels.Length == Channels * pixels ? channels : new float[Channels * pixels];
            voxels = voxels.Length >= count * pixels ? voxels : GC.AllocateUninitializedArray<float>(count * pixels);
        }

        TorchTensorFile.ReadFloat32(content.Bytes, path, channels);
        var bits = MemoryMarshal.Cast<float, int>(channels);
        var first = bits[..pixels];
        if (!first.SequenceEqual(bits.Slice(pixels, pixels)) || !first.SequenceEqual(bits[(2 * pixels)..]))
        {
            throw BadImage.At(path, "three channels that differ", "three equal channels, as an extraction writes them");
        }

        channels.AsSpan(0, pixels).CopyTo(voxels.AsSpan(slice * pixels));
        hash.AppendData(Convert.FromHexString(content.Sha256));
        return size;
    }

    private static (int Rows, int Columns) Size(string path, int[] sizes) => sizes is [Channels, var rows, var columns]
        ? (rows, columns)
        : throw BadImage.At(path, $"a tensor of shape [{string.Join(", ", sizes)}]", "[3, h, w], a slice that was extracted with --slice_mode rgb");
}
