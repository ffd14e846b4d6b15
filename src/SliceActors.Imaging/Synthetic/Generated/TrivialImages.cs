using SliceActors.Imaging.Images;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Randomness;

namespace SliceActors.Imaging.Synthetic.Generated;

/// <summary>Images that every network has to tell apart: one hemisphere, or the region of a mask, is darkened in AD, the other one in CN.</summary>
public sealed record TrivialImages
{
    private const double Roughness = 0.1;

    /// <summary>The NIfTI of one session each of different people, at least as many as <see cref="Participants"/>.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Participants of each diagnosis.</summary>
    public int Participants { get; init; } = 300;

    /// <summary>How much darker the region is at least, in percent.</summary>
    public double AtrophyPercent { get; init; } = 60;

    /// <summary>Folder with <c>mask-1.nii</c> for AD and <c>mask-2.nii</c> for CN; null = the halves of the image along its first axis.</summary>
    public string? MaskFolder { get; init; }

    /// <summary>Same seed and options, same bytes.</summary>
    public long Seed { get; init; }

    /// <summary>Looks for the masks and compares their shape with the sources'.</summary>
    /// <param name="findings">Takes what is wrong.</param>
    public void Check(ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var shape = Sources.Count > 0 ? ImageHeader.Read(Sources[0], findings) : null;
        for (var number = 1; number <= 2 && MaskFolder is not null; number++)
        {
            if (ImageHeader.Read(Mask(number), findings) is { } mask && shape is { } expected && mask != expected)
            {
                findings.Add(new Finding(Mask(number), null, $"a mask of {mask} voxels", $"{expected}, as the images have"));
            }
        }

        foreach (var source in Sources.Skip(1).Take(Participants - 1))
        {
            if (ImageHeader.Read(source, findings) is { } other && shape is { } usual && other != usual)
            {
                findings.Add(new Finding(source, null, $"a volume of {other} voxels", $"{usual}, as the other images"));
            }
        }
    }

    /// <summary>Writes the CAPS and its tables: <c>sub-TRIV0</c> …, those with even numbers AD; two neighbours have the same source.</summary>
    /// <param name="folder">Its root.</param>
    /// <param name="progress">Told after each image.</param>
    /// <param name="cancellation">Stops between two images.</param>
    /// <exception cref="BadInputException">A source or a mask is damaged.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Write(string folder, IProgress<GeneratedImages>? progress = null, CancellationToken cancellation = default)
    {
        bool[][]? masks = MaskFolder is null ? null : [Inside(1), Inside(2)];
        var people = GeneratedCaps.Participants("sub-TRIV", 2 * Participants, Seed, number => number % 2 == 0 ? "AD" : "CN");
        GeneratedCaps.Write(
            folder,
            people,
            (person, path) =>
            {
                var image = SourceImage.Read(Sources[person.Number / 2]);
                var which = person.Number % 2;
                var mask = masks?[which] ?? Half(image.Shape, second: which == 1);
                NiftiWriter.Write(path, image.Shape, Darken(image.Voxels, mask, new CountedRandom(person.Seed)), image.Affine);
            },
            progress,
            cancellation);
    }

    // v·(1 − d/100) with d = 10·(g − min g) + percent, g normal for each voxel: ClinicaDL's rule.
    private float[] Darken(float[] voxels, bool[] mask, CountedRandom random)
    {
        var noise = new double[voxels.Length];
        for (var at = 0; at < noise.Length; at++)
        {
            noise[at] = Roughness * random.NextGaussian();
        }

        var least = noise.Min();
        for (var at = 0; at < voxels.Length; at++)
        {
            if (mask[at])
            {
                voxels[at] = (float)(voxels[at] * (1 - (10 * (noise[at] - least) + AtrophyPercent) / 100));
            }
        }

        return voxels;
    }

    private string Mask(int number) => File.Exists(Path.Combine(MaskFolder!, $"mask-{number}.nii.gz")) ? Path.Combine(MaskFolder!, $"mask-{number}.nii.gz") : Path.Combine(MaskFolder!, $"mask-{number}.nii");

    private bool[] Inside(int number) => Array.ConvertAll(SourceImage.Read(Mask(number)).Voxels, voxel => voxel != 0);

    private static bool[] Half(VolumeShape shape, bool second)
    {
        var inside = new bool[shape.VoxelCount];
        for (var at = 0; at < inside.Length; at++)
        {
            inside[at] = at % shape.Depth >= shape.Depth / 2 == second;
        }

        return inside;
    }
}
