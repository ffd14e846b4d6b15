using System.IO.Compression;
using SliceActors.Runs;

namespace SliceActors.Imaging;

/// <summary>Inflates a <c>.nii.gz</c> front to back and turns what goes wrong into a finding about the file.</summary>
internal sealed class NiftiInflater(string path, Stream compressed) : IDisposable
{
    private readonly GZipStream inflating = new(compressed, CompressionMode.Decompress, leaveOpen: true);

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

    public void Dispose() => inflating.Dispose();
}
