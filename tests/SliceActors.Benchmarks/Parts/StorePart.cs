using System.IO.Compression;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Studies;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Benchmarks.Parts;

/// <summary>Reading, decoding and preparing volumes.</summary>
internal sealed class StorePart : IPart
{
    private const double MostBytes = 1.05;

    public string Name => "store";

    public string Description => "bytes read, volumes decoded, decode rate against plain inflating, slices prepared, opening a warm store";

    public Task Run(Settings settings, Report report)
    {
        var images = BenchmarkStudy.Images(settings.Volumes);
        var shape = ImageHeader.Read(images[0]);
        Fill(images, shape, settings, report);
        Decode([.. images.Where(image => image.EndsWith(".gz", StringComparison.Ordinal)).Take(6)], settings.Quick ? 2 : 5, report);
        Prepare(images[0], shape, settings.Quick ? 3 : 9, report);
        return Task.CompletedTask;
    }

    private void Fill(IReadOnlyList<string> images, VolumeShape shape, Settings settings, Report report)
    {
        var sagittal = new SlicePreparation(SliceDirection.Sagittal, new SliceRange(new SliceIndex(shape.Depth / 8), shape.Depth - shape.Depth / 4), Unnormalize: false);
        var cache = settings.Workspace.NewCache();
        var read = ProcessFacts.BytesRead();
        FillStatistics cold = null!;
        var filling = Usage.Of(() =>
        {
            using var store = cache.OpenOrFill(images, sagittal, Settings.Cores);
            cold = store.Statistics;
        });
        read = ProcessFacts.BytesRead() - read;
        var ratio = (double)read / cold.InputBytes;
        report.Add(new ReportRow(
            Name, "cold: bytes read / bytes of input", Words.Number(ratio), "at most 1.05", ratio <= MostBytes && cold.BytesRead <= MostBytes * cold.InputBytes,
            $"{Words.Megabytes(read)} by the system's count, {Words.Megabytes(cold.BytesRead)} by the store's, of {Words.Megabytes(cold.InputBytes)}; "
            + $"{images.Count} volumes of {shape} in {Words.Seconds(filling.WallSeconds)}, {Words.Seconds(filling.CpuSeconds)} CPU"));
        Reopen(images, sagittal, cache, report);
    }

    private void Reopen(IReadOnlyList<string> images, SlicePreparation preparation, SliceCache cache, Report report)
    {
        FillStatistics warm = null!;
        var opening = Enumerable.Range(0, 3).Select(_ => Usage.Of(() =>
        {
            using var store = cache.OpenOrFill(images, preparation, Settings.Cores);
            warm = store.Statistics;
        }).WallSeconds).Median();
        var bytes = SliceCache.BytesNeeded(images.Count, preparation);
        report.Add(new ReportRow(
            Name, "warm: volumes decoded", $"{warm.VolumesDecoded}", "0", warm is { VolumesDecoded: 0, BytesRead: 0 },
            $"opened and verified at {Words.Number(bytes / opening / 1e9)} GB/s: {Words.Megabytes(bytes)} in {Words.Milliseconds(opening)}, file in the page cache"));
    }

    private void Decode(IReadOnlyList<string> images, int repetitions, Report report)
    {
        if (images.Count == 0)
        {
            return;
        }

        using var reader = new VolumeReader();
        var (decoding, inflating) = (new List<double>(), new List<double>());
        var inflated = 0L;
        for (var i = 0; i < repetitions; i++)
        {
            inflated = 0;
            decoding.Add(Usage.Of(() => images.ToList().ForEach(image => reader.Read(image))).CpuSeconds);
            inflating.Add(Usage.Of(() => inflated = images.Sum(Inflate)).CpuSeconds);
        }

        var ratio = inflating.Zip(decoding, (plain, ours) => plain / ours).Median();
        report.Add(ReportRow.Information(
            Name, "rate of decoding .nii.gz / rate of plain inflating", Words.Times(ratio),
            $"{Words.Number(inflated / decoding.Median() / 1e6)} against {Words.Number(inflated / inflating.Median() / 1e6)} MB/s of voxels per CPU second; decoding reads, inflates, "
            + "digests and converts; plain is GZipStream into nothing"));
    }

    private void Prepare(string image, VolumeShape shape, int repetitions, Report report)
    {
        using var reader = new VolumeReader();
        var volume = reader.Read(image).Volume;
        var figures = Enum.GetValues<SliceDirection>().Select(direction =>
        {
            var preparer = new SlicePreparer(shape, volume.Order, direction, unnormalize: false);
            var all = new SliceRange(new SliceIndex(0), shape.SlicesAlong(direction));
            var seconds = Enumerable.Range(0, repetitions + 1).Select(_ => Usage.Of(() => preparer.Prepare(volume, all, (_, _) => { })).WallSeconds).Skip(1).Median();
            return (Direction: direction, Rate: all.Count / seconds);
        }).ToList();
        report.Add(ReportRow.Information(
            Name, "slices prepared per second and core", Words.Number(Math.Round(figures[0].Rate)),
            string.Join(", ", figures.Select(figure => $"{figure.Direction.ToString().ToLowerInvariant()} {Words.Number(Math.Round(figure.Rate))}")) + $"; volumes of {shape}"));
    }

    private static long Inflate(string image)
    {
        using var inflating = new GZipStream(File.OpenRead(image), CompressionMode.Decompress);
        var buffer = new byte[1 << 17];
        var total = 0L;
        for (var read = inflating.Read(buffer); read > 0; read = inflating.Read(buffer))
        {
            total += read;
        }

        return total;
    }
}
