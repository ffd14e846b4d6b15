using System.Security.Cryptography;
using SliceActors.Imaging.Store;
using SliceActors.Runs.Ids;

namespace SliceActors.Learning.Tests.Features;

public sealed class FrozenFeaturesTests : IDisposable
{
    private readonly FeatureStudy study = new();

    public void Dispose() => study.Dispose();

    [Fact]
    public void Features_are_computed_once_and_found_again_by_whoever_starts_from_the_same_weights()
    {
        study.Open().Dispose();
        var copy = Path.Combine(study.Root, "copy.pth");
        File.Copy(study.Weights, copy);

        study.Open(study.SpecWith(copy), places: 0).Dispose(); // Nobody is there to compute.

        Assert.Single(study.Files());
        study.Open(study.SpecWith(study.WriteWeights(2))).Dispose();
        Assert.Equal(2, study.Files().Length);
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_number_of_threads()
    {
        study.Open(places: 1).Dispose();
        var one = Content(study.Files().Single());
        File.Delete(study.Files().Single());

        study.Open(places: 5).Dispose();

        Assert.Equal(one, Content(study.Files().Single()));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1_000_000, 1)]
    [InlineData(0, -1_000_000)]
    public void Features_that_are_damaged_or_half_written_are_computed_again(int flipped, int cut)
    {
        study.Open().Dispose();
        var path = study.Files().Single();
        var whole = Content(path);
        using (var file = File.Open(path, FileMode.Open))
        {
            file.Position = flipped;
            var value = file.ReadByte();
            file.Position = flipped;
            file.WriteByte((byte)~value);
            file.SetLength(file.Length + Math.Min(cut, 0));
        }

        study.Open().Dispose();

        Assert.Equal(whole, Content(study.Files().Single()));
    }

    [Fact]
    public void A_computation_that_is_cancelled_leaves_nothing_behind()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => study.Open(cancellation: cancelled.Token));

        Assert.All(Directory.GetFiles(study.Cache.Folder), file => Assert.EndsWith(".slices", file, StringComparison.Ordinal));
    }

    [Fact]
    public void The_cache_lists_features_beside_the_slices_and_prunes_both()
    {
        study.Open().Dispose();

        Assert.Equal([true, false], study.Cache.List().Select(store => store.Features is null).OrderDescending());
        Assert.Equal(10 * 2 * 256 * 14 * 14 * sizeof(float), study.Cache.List().Single(store => store.Features is not null).Bytes, 100_000.0);
        Assert.Equal(1, study.Cache.Prune(0).StoresRemoved); // The slices are in use.
    }

    [Fact]
    public void Features_lie_as_the_slices_do()
    {
        using var features = study.Open();

        Assert.Null(study.Cache.CheckSpace(study.Store, new FeatureKind(features.Features!.Value, "other")));
        Assert.Equal(study.Store.Slices, features.Slices);
        Assert.Equal(256 * 14 * 14 * sizeof(float), features.Slice(9, new SliceIndex(1)).Length);
    }

    private static string Content(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
