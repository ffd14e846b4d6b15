using SliceActors.Imaging.Images;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Coarse;

/// <summary>
/// Volumes as few numbers: the means of cubes of voxels. A linear model of such numbers is what a network has to beat (Wen et al., "Convolutional neural
/// networks for classification of Alzheimer's disease: overview and reproducible evaluation", Medical Image Analysis 2020).
/// </summary>
public static class CoarseImages
{
    /// <summary>Most cubes along the longest axis: of a brain at 1 mm, cubes of 9 mm.</summary>
    public const int MostBlocks = 24;

    /// <summary>Reads volumes, each once.</summary>
    /// <param name="paths">NIfTI or <c>.pt</c> files, all of one shape.</param>
    /// <param name="scaled">Whether the voxels of each volume are divided by the mean of those above 0, so that it does not count how bright an image is as a whole. Dividing by the greatest one would leave that to a single voxel.</param>
    /// <param name="done">Is told after each volume how many are read; called by several threads.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Means of the cubes, for each volume as many, in one order; voxels that are no numbers count as 0.</returns>
    /// <exception cref="BadInputException">Volumes are absent, damaged or of another shape.</exception>
    public static float[][] Read(IReadOnlyList<string> paths, bool scaled, Action<int> done, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(done);
        var (means, shapes, faults, read) = (new float[paths.Count][], new VolumeShape[paths.Count], new Finding?[paths.Count], 0);
        Parallel.For(
            0,
            paths.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            () => new VolumeReader(),
            (i, _, reader) =>
            {
                try
                {
                    var (volume, _) = reader.Read(paths[i]);
                    (means[i], shapes[i]) = (Means(volume, scaled), volume.Shape);
                }
                catch (BadInputException bad)
                {
                    faults[i] = bad.Findings[0];
                }

                done(Interlocked.Increment(ref read));
                return reader;
            },
            reader => reader.Dispose());
        Check(paths, shapes, faults);
        return means;
    }

    /// <summary>Means of the cubes of a volume; those at the far faces may be cut.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="scaled">Whether its voxels are divided by the mean of those above 0.</param>
    /// <param name="mostBlocks">Most cubes along the longest axis.</param>
    internal static float[] Means(Volume volume, bool scaled, int mostBlocks = MostBlocks)
    {
        // In the order of the voxels, the innermost axis first.
        var (first, second, third) = (volume.Shape.Depth, volume.Shape.Height, volume.Shape.Width);
        var (inner, outer) = volume.Order == VoxelOrder.FirstAxisFastest ? (first, third) : (third, first);
        var edge = Blocks(Math.Max(first, Math.Max(second, third)), mostBlocks);
        var (columns, rows, layers) = (Blocks(inner, edge), Blocks(second, edge), Blocks(outer, edge));
        var (sums, counts) = (new double[columns * rows * layers], new int[columns * rows * layers]);
        var (brightness, bright) = (0.0, 0);
        var voxels = volume.Voxels.Span;
        for (var (at, z) = (0, 0); z < outer; z++)
        {
            for (var y = 0; y < second; y++)
            {
                var row = (((z / edge) * rows) + (y / edge)) * columns;
                for (var x = 0; x < inner; x++, at++)
                {
                    var voxel = float.IsFinite(voxels[at]) ? voxels[at] : 0;
                    sums[row + (x / edge)] += voxel;
                    counts[row + (x / edge)]++;
                    if (voxel > 0)
                    {
                        brightness += voxel;
                        bright++;
                    }
                }
            }
        }

        var unit = scaled && bright > 0 ? brightness / bright : 1;
        var means = new float[sums.Length];
        for (var block = 0; block < sums.Length; block++)
        {
            var (column, row, layer) = (block % columns, block / columns % rows, block / columns / rows);
            var target = volume.Order == VoxelOrder.FirstAxisFastest ? block : (((column * rows) + row) * layers) + layer;
            means[target] = (float)(sums[block] / counts[block] / unit);
        }

        return means;
    }

    private static int Blocks(int length, int edge) => (length + edge - 1) / edge;

    private static void Check(IReadOnlyList<string> paths, VolumeShape[] shapes, Finding?[] faults)
    {
        var findings = faults.OfType<Finding>().ToList();
        var readable = Enumerable.Range(0, paths.Count).Where(i => faults[i] is null).ToList();
        if (readable.Count > 0)
        {
            var usual = readable.GroupBy(i => shapes[i]).MaxBy(group => group.Count())!.Key;
            findings.AddRange(readable.Where(i => shapes[i] != usual).Select(i => new Finding(paths[i], null, $"a volume of {shapes[i]} voxels", $"{usual}, as the other images")));
        }

        if (findings.Count > 0)
        {
            throw new BadInputException(findings);
        }
    }
}
