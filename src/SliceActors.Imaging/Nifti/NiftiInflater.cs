using System.Buffers.Binary;
using System.IO.Compression;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Nifti;

/// <summary>Inflates a <c>.nii.gz</c> front to back and turns what goes wrong into a finding about the file.</summary>
internal sealed class NiftiInflater(string path, Stream compressed) : IDisposable
{
    private readonly GZipStream inflating = new(compressed, CompressionMode.Decompress, leaveOpen: true);

    private static ReadOnlySpan<byte> MemberStart => [0x1f, 0x8b, 8];

    /// <summary>Fills the target as far as bytes come out.</summary>
    /// <returns>Number of bytes, less than asked for only at the end of the stream.</returns>
    /// <exception cref="BadInputException">The compressed data is damaged or cut.</exception>
    public int Read(Span<byte> target)
    {
        try
        {
            return inflating.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw BadImage.At(path, $"the compressed data is damaged or cut ({error.Message})", "a complete gzip file");
        }
    }

    /// <summary>Inflates what is left, so that the checksum at the end is compared too.</summary>
    /// <returns>Number of bytes that were left.</returns>
    /// <exception cref="BadInputException">The compressed data is damaged or cut.</exception>
    public long Finish()
    {
        Span<byte> rest = stackalloc byte[4096];
        long all = 0;
        int count;
        do
        {
            count = Read(rest);
            all += count;
        }
        while (count == rest.Length);
        return all;
    }

    /// <summary>
    /// Compares what came out with the length that ends the file (RFC 1952). The stream compares the checksums of the members that end, but takes a
    /// file that was cut inside its last eight bytes for complete.
    /// </summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="content">The whole compressed file.</param>
    /// <param name="inflated">Bytes that came out of it.</param>
    /// <exception cref="BadInputException">The file is cut.</exception>
    public static void CheckEnd(string path, ReadOnlySpan<byte> content, long inflated)
    {
        var announced = BinaryPrimitives.ReadUInt32LittleEndian(content[^sizeof(uint)..]);

        // Of several members only the last one's length is there.
        if (announced != (uint)inflated && (announced > inflated || content[1..].IndexOf(MemberStart) < 0))
        {
            throw BadImage.At(path, $"{inflated} bytes come out, but the end of the file announces {announced}: it is cut", "a complete gzip file");
        }
    }

    public void Dispose() => inflating.Dispose();
}
