using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using SliceActors.Imaging.PyTorch;
using SliceActors.Runs.Files;
using SliceActors.Runs.Randomness;

namespace SliceActors.Imaging.Synthetic.Generated;

/// <summary>2D phantoms with known subtypes, as <c>clinicadl generate shepplogan</c> lays them out. They are images, not volumes: nothing cuts slices from them.</summary>
public sealed record SheppLoganImages
{
    /// <summary>Phantoms of each diagnosis.</summary>
    public int Participants { get; init; } = 300;

    /// <summary>Rows and columns.</summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>Probability of each of the three subtypes in CN.</summary>
    public ImmutableArray<double> CnSubtypes { get; init; } = [1, 0, 0];

    /// <summary>Probability of each of the three subtypes in AD.</summary>
    public ImmutableArray<double> AdSubtypes { get; init; } = [0.05, 0.85, 0.10];

    /// <summary>Blur the phantoms with a Gaussian of one pixel.</summary>
    public bool Smoothing { get; init; }

    /// <summary>Same seed and options, same bytes.</summary>
    public long Seed { get; init; }

    /// <summary>Writes the phantoms and <c>data.tsv</c>, the table last.</summary>
    /// <param name="folder">Root of the tree.</param>
    /// <param name="progress">Told after each phantom.</param>
    /// <param name="cancellation">Stops between two phantoms.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Write(string folder, IProgress<GeneratedImages>? progress = null, CancellationToken cancellation = default)
    {
        var seeds = new CountedRandom((ulong)Seed);
        var rows = new List<string>();
        foreach (var (label, code, subtypes) in new[] { ("AD", 0, AdSubtypes), ("CN", 1, CnSubtypes) })
        {
            for (var number = 0; number < Participants; number++)
            {
                cancellation.ThrowIfCancellationRequested();
                var random = new CountedRandom(seeds.NextUInt64());
                var subtype = Draw(subtypes, random.NextDouble());
                var id = string.Create(CultureInfo.InvariantCulture, $"sub-CLNC{code}{number:0000}");
                var pixels = SheppLoganPhantom.Paint(ImageSize, subtype, Smoothing, random);
                DurableFile.Write(Path.Combine(folder, "subjects", $"{id}_{GeneratedParticipant.Session}_phantom-SheppLogan.pt"), stream =>
                    TorchFile.Write(stream, TorchTensor.Contiguous(TorchDtype.Float32, [1, ImageSize, ImageSize], () => MemoryMarshal.AsBytes(pixels.AsSpan()))));
                rows.Add($"{id}\t{GeneratedParticipant.Session}\t{label}\t{subtype}");
                progress?.Report(new GeneratedImages(rows.Count, 2 * Participants));
            }
        }

        GeneratedCaps.Table(Path.Combine(folder, "data.tsv"), "participant_id\tsession_id\tdiagnosis\tsubtype", rows);
    }

    private static int Draw(ImmutableArray<double> probabilities, double uniform)
    {
        var subtype = 0;
        for (var sum = probabilities[0]; subtype < probabilities.Length - 1 && uniform >= sum; sum += probabilities[subtype])
        {
            subtype++;
        }

        return subtype;
    }
}
