using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Nifti;

/// <summary>Turns the bytes of a NIfTI file into voxels. Buffers grow to the largest image and are used again.</summary>
internal sealed class NiftiDecoder
{
    // Brain images shrink two- to tenfold. What claims more gets its memory only as fast as bytes really come out.
    private const long UsualInflation = 16;

    private byte[] inflated = [];
    private float[] voxels = [];

    /// <summary>Decodes a file; the voxels live until the next call.</summary>
    /// <param name="path">The file, for its name and messages.</param>
    /// <param name="content">All its bytes; those of a big-endian <c>.nii</c> are changed.</param>
    /// <exception cref="BadInputException">The file is no readable NIfTI image.</exception>
    public (NiftiHeader Header, ReadOnlyMemory<float> Voxels) Decode(string path, Memory<byte> content)
    {
        NiftiHeader header;
        Span<byte> data;
        if (NiftiFile.IsGzip(path))
        {
            header = Inflate(path, content);
            data = inflated;
        }
        else
        {
            var bytes = content.Span;
            header = NiftiHeaderParser.Parse(bytes[..Math.Min(bytes.Length, NiftiHeader.LongestHeader)], path, bytes.Length);
            data = bytes;
        }

        var count = (int)header.Shape.VoxelCount;
        if (voxels.Length < count)
        {
            voxels = GC.AllocateUninitializedArray<float>(count);
        }

        VoxelConversion.ToFloat32(header, data.Slice((int)header.DataOffset, (int)header.DataBytes), voxels.AsSpan(0, count));
        return (header, voxels.AsMemory(0, count));
    }

    private NiftiHeader Inflate(string path, ReadOnlyMemory<byte> content)
    {
        NiftiInflater.CheckStart(path, content.Span[..Math.Min(content.Length, FileKind.BytesNeeded)]);
        using var compressed = new GzipContent(content);
        using var inflating = new NiftiInflater(path, compressed);
        Grow(NiftiHeader.LongestHeader, keep: 0);
        var filled = inflating.Read(inflated.AsSpan(0, NiftiHeader.LongestHeader));
        var header = NiftiHeaderParser.Parse(inflated.AsSpan(0, filled), path, NiftiFile.LargestInflated(content.Length));
        var needed = header.DataOffset + header.DataBytes;
        Grow((int)Math.Min(needed, Math.Max(content.Length * UsualInflation, NiftiHeader.LongestHeader)), filled);
        while (filled < needed)
        {
            if (filled == inflated.Length)
            {
                Grow((int)Math.Min(needed, 2L * filled), filled);
            }

            var count = inflating.Read(inflated.AsSpan(filled, (int)Math.Min(needed, inflated.Length) - filled));
            if (count == 0)
            {
                throw BadImage.At(path, $"only {filled} of the {needed} bytes that the header announces come out of the file", "a complete file");
            }

            filled += count;
        }

        inflating.Finish();
        NiftiInflater.CheckEnd(path, compressed);
        return header;
    }

    private void Grow(int size, int keep)
    {
        if (inflated.Length < size)
        {
            var larger = GC.AllocateUninitializedArray<byte>(size);
            inflated.AsSpan(0, keep).CopyTo(larger);
            inflated = larger;
        }
    }
}
