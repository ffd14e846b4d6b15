using SliceActors.Imaging.Nifti;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Randomness;

namespace SliceActors.Imaging.Synthetic.Generated;

/// <summary>Images that no network can tell apart: one image with noise, half of them called AD and half CN.</summary>
public sealed record RandomImages
{
    /// <summary>The NIfTI that noise is added to.</summary>
    public required string Source { get; init; }

    /// <summary>Participants of each diagnosis.</summary>
    public int Participants { get; init; } = 300;

    /// <summary>Mean of the noise, in intensities of the image.</summary>
    public double Mean { get; init; }

    /// <summary>Standard deviation of the noise.</summary>
    public double Sigma { get; init; } = 0.5;

    /// <summary>Same seed and options, same bytes.</summary>
    public long Seed { get; init; }

    /// <summary>Writes the CAPS and its tables: <c>sub-RAND0</c> …, the first half AD.</summary>
    /// <param name="folder">Its root.</param>
    /// <param name="progress">Told after each image.</param>
    /// <param name="cancellation">Stops between two images.</param>
    /// <exception cref="BadInputException">The source is damaged.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Write(string folder, IProgress<GeneratedImages>? progress = null, CancellationToken cancellation = default)
    {
        var image = SourceImage.Read(Source);
        var people = GeneratedCaps.Participants("sub-RAND", 2 * Participants, Seed, number => number < Participants ? "AD" : "CN");
        GeneratedCaps.Write(
            folder,
            people,
            (person, path) =>
            {
                var random = new CountedRandom(person.Seed);
                NiftiWriter.Write(path, image.Shape, Array.ConvertAll(image.Voxels, voxel => (float)(voxel + Mean + Sigma * random.NextGaussian())), image.Affine);
            },
            progress,
            cancellation);
    }
}
