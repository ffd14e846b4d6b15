using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Images;

/// <summary>Reads the images of a store, each file once. Owns its buffers: one reader per thread.</summary>
internal sealed class ImageReader(SlicePreparation preparation) : IDisposable
{
    private readonly VolumeReader volumes = new();
    private readonly ExtractedSliceReader extracted = new();

    /// <summary>Bytes fetched from disk since this reader was made.</summary>
    public long BytesRead => volumes.BytesRead + extracted.BytesRead;

    public void Dispose()
    {
        volumes.Dispose();
        extracted.Dispose();
    }

    /// <summary>Reads one image; its voxels live until the next call.</summary>
    /// <returns>The voxels, of an extraction only those of the slices in use, and the SHA-256 of what they came from.</returns>
    /// <exception cref="BadInputException">The image is absent, damaged, or has changed.</exception>
    public (Volume Volume, string Sha256) Read(ImageIdentity image)
    {
        if (preparation.Extracted)
        {
            return extracted.Read(image, preparation);
        }

        var (volume, content) = volumes.Read(image.Path);
        return image.Files[0].Matches(content) ? (volume, content.Sha256) : throw BadImage.Changed(image.Path);
    }
}
