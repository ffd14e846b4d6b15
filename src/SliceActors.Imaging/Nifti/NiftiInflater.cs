using System.IO.Compression;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Nifti;

/// <summary>Inflates a <c>.nii.gz</c> front to back and turns what goes wrong into a finding about the file.</summary>
internal sealed class NiftiInflater(string path, Stream compressed) : IDisposable
{
    private readonly GZipStream inflating = new(compressed, CompressionMode.Decompress, leaveOpen: true);

    private static ReadOnlySpan<byte> Magic => [0x1f, 0x8b];

    /// <summary>Refuses what is no gzip file at all, saying what it is.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="start">First bytes of the compressed file.</param>
    /// <exception cref="BadInputException">The file is something else.</exception>
    public static void CheckStart(string path, ReadOnlySpan<byte> start)
    {
        if (!start.StartsWith(Magic))
        {
            throw BadImage.At(path, FileKind.Describe(start), "a gzip file with a NIfTI image in it, as the name ends in .nii.gz");
        }
    }

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
    /// <exception cref="BadInputException">The compressed data is damaged or cut.</exception>
    public void Finish()
    {
        Span<byte> rest = stackalloc byte[4096];
        while (Read(rest) == rest.Length)
        {
        }
    }

    /// <summary>
    /// Looks at the end of a file that was inflated. The stream compares checksum and length of the members that end, but takes a file that was cut inside
    /// the last eight bytes for complete.
    /// </summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="content">The whole compressed file, after all came out of it.</param>
    /// <exception cref="BadInputException">The file is cut, or something else follows.</exception>
    public static void CheckEnd(string path, GzipContent content)
    {
        if (content.HasMoreBehind)
        {
            throw BadImage.At(path, "something that is neither compressed data nor padding follows the compressed data", "a complete gzip file, with nothing or zeros behind it");
        }

        if (!content.IsWhole)
        {
            throw BadImage.At(path, "the compressed data ends inside its checksum: the file is cut", "a complete gzip file");
        }
    }

    public void Dispose() => inflating.Dispose();
}
