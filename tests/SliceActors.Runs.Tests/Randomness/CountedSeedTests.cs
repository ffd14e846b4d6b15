using SliceActors.Runs.Ids;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Tests.Support;

namespace SliceActors.Runs.Tests.Randomness;

public class CountedSeedTests
{
    // Taken with Python: hashlib.sha256(struct.pack('<qiiii', seed, fold, network, epoch, purpose)), first 8 bytes little-endian.
    [Theory]
    [InlineData(42, 0, null, -1, Purpose.InitialWeights, 5224259785241735352UL)]
    [InlineData(42, 0, 0, 0, Purpose.ItemOrder, 5146325885649148632UL)]
    [InlineData(42, 4, 67, 19, Purpose.Dropout, 7288994947689622004UL)]
    [InlineData(-7, 1, 12, 3, Purpose.Augmentation, 16131512566654988069UL)]
    [InlineData(long.MaxValue, 0, 0, 0, Purpose.InitialWeights, 14846524159556430723UL)]
    public void The_seed_of_a_stream_never_changes(long runSeed, int fold, int? network, int epoch, Purpose purpose, ulong expected) =>
        Assert.Equal(expected, CountedSeed.For(runSeed, Unit(fold, network), epoch, purpose));

    [Fact]
    public void Each_argument_leads_to_another_stream()
    {
        var single = new UnitId(new FoldIndex(1), null);
        ulong[] seeds =
        [
            CountedSeed.For(42, Study.Unit(1), 1, Purpose.ItemOrder),
            CountedSeed.For(43, Study.Unit(1), 1, Purpose.ItemOrder),
            CountedSeed.For(42, Study.Unit(1, fold: 1), 1, Purpose.ItemOrder),
            CountedSeed.For(42, Study.Unit(2), 1, Purpose.ItemOrder),
            CountedSeed.For(42, single, 1, Purpose.ItemOrder),
            CountedSeed.For(42, Study.Unit(1), 2, Purpose.ItemOrder),
            CountedSeed.For(42, Study.Unit(1), 1, Purpose.Dropout),
            CountedSeed.For(42L << 32, Study.Unit(1), 1, Purpose.ItemOrder),
        ];

        Assert.Equal(seeds.Length, seeds.Distinct().Count());
    }

    [Fact]
    public void Purposes_keep_their_numbers() =>
        Assert.Equal(
            [(1, "InitialWeights"), (2, "ItemOrder"), (3, "Dropout"), (4, "Augmentation"), (5, "Bootstrap"), (6, "Permutation"), (7, "Repeat"), (8, "ExplanationNoise"), (9, "WeightShuffle")],
            Enum.GetValues<Purpose>().Select(purpose => ((int)purpose, purpose.ToString())));

    private static UnitId Unit(int fold, int? network) => new(new FoldIndex(fold), network is { } index ? new NetworkIndex(index) : null);
}
