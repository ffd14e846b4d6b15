using SliceActors.Runs.Randomness;

namespace SliceActors.Runs.Tests.Randomness;

public class CountedRandomTests
{
    // Published test vectors of SplitMix64, seeds 1234567 and 0.
    [Theory]
    [InlineData(1234567UL, new[] { 6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL })]
    [InlineData(0UL, new[] { 16294208416658607535UL, 7960286522194355700UL, 487617019471545679UL })]
    public void The_sequence_of_a_seed_is_that_of_SplitMix64(ulong seed, ulong[] expected)
    {
        var random = new CountedRandom(seed);

        Assert.Equal(expected, expected.Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void A_generator_that_is_restarted_goes_on_as_a_new_one()
    {
        var random = new CountedRandom(3);
        random.NextUInt64();

        random.Restart(1234567);

        Assert.Equal(new CountedRandom(1234567).NextUInt64(), random.NextUInt64());
    }

    [Fact]
    public void Doubles_are_the_upper_53_bits()
    {
        var random = new CountedRandom(1234567);

        Assert.Equal([0.3500795420214081, 0.17364409667091263, 0.5322073040624192], Enumerable.Range(0, 3).Select(_ => random.NextDouble()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void Integers_fill_their_range_evenly(int bound)
    {
        const int PerCell = 2_000;
        var random = new CountedRandom(2024);
        var counts = new int[bound];
        for (var i = 0; i < PerCell * bound; i++)
            counts[random.NextInt(bound)]++;

        // Chi-square with bound - 1 degrees of freedom: mean bound - 1, variance 2 (bound - 1); five standard deviations are never left by chance.
        var chiSquare = counts.Sum(count => (count - PerCell) * (double)(count - PerCell) / PerCell);
        Assert.InRange(chiSquare, 0, bound - 1 + 5 * Math.Sqrt(2.0 * (bound - 1)));
    }

    [Fact]
    public void A_bound_of_half_the_integers_is_not_biased_to_the_lower_half()
    {
        const int Draws = 100_000;
        const int Bound = (1 << 30) + (1 << 29);
        var random = new CountedRandom(7);
        var low = Enumerable.Range(0, Draws).Count(_ => random.NextInt(Bound) < Bound / 2);

        Assert.InRange(low, Draws / 2 - 5 * Math.Sqrt(Draws / 4.0), Draws / 2 + 5 * Math.Sqrt(Draws / 4.0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_bound_below_one_is_refused(int bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CountedRandom(1).NextInt(bound));

    [Fact]
    public void Shuffling_is_a_permutation_that_the_seed_decides()
    {
        var one = Shuffled(5);

        Assert.Equal(Enumerable.Range(0, 1000), one.Order());
        Assert.NotEqual(Enumerable.Range(0, 1000), one);
        Assert.Equal(one, Shuffled(5));
        Assert.NotEqual(one, Shuffled(6));

        static int[] Shuffled(ulong seed)
        {
            var items = Enumerable.Range(0, 1000).ToArray();
            new CountedRandom(seed).Shuffle(items.AsSpan());
            return items;
        }
    }

    [Fact]
    public void Every_order_of_three_items_is_equally_probable()
    {
        const int PerOrder = 2_000;
        var random = new CountedRandom(99);
        var counts = new Dictionary<(int, int, int), int>();
        for (var i = 0; i < 6 * PerOrder; i++)
        {
            int[] items = [0, 1, 2];
            random.Shuffle(items.AsSpan());
            var order = (items[0], items[1], items[2]);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.InRange(counts.Values.Sum(count => Math.Pow(count - PerOrder, 2) / PerOrder), 0, 5 + 5 * Math.Sqrt(10));
    }

    [Fact]
    public void Gaussian_numbers_have_mean_0_variance_1_and_both_tails()
    {
        const int Draws = 100_000;
        var random = new CountedRandom(3);
        var numbers = Enumerable.Range(0, Draws).Select(_ => random.NextGaussian()).ToArray();

        Assert.InRange(numbers.Average(), -5 / Math.Sqrt(Draws), 5 / Math.Sqrt(Draws));
        Assert.InRange(numbers.Sum(x => x * x) / Draws, 1 - 5 * Math.Sqrt(2.0 / Draws), 1 + 5 * Math.Sqrt(2.0 / Draws));
        Assert.InRange(numbers.Count(x => x > 1.959964) / (double)Draws, 0.0225, 0.0275);
        Assert.InRange(numbers.Count(x => x < -1.959964) / (double)Draws, 0.0225, 0.0275);
    }
}
