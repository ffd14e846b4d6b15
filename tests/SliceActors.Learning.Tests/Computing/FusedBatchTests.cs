namespace SliceActors.Learning.Tests.Computing;

public sealed class FusedBatchTests
{
    public static TheoryData<string> Architectures => ["Conv4_FC3", "Conv5_FC3", "ConvNet"];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Networks_trained_as_one_are_those_trained_apart(string architecture)
    {
        using var networks = new FusedNetworks(architecture) { InDouble = true };

        var fused = networks.Fused([0, 1, 2]);

        for (var network = 0; network < fused.Count; network++)
        {
            var apart = networks.Apart(network);
            Assert.All(apart.State, entry => AssertClose(entry.Key, entry.Value, fused[network].State[entry.Key], 1e-6));
            for (var moment = 0; moment < apart.Moments.Count; moment++)
            {
                AssertClose($"moment {moment}", apart.Moments[moment], fused[network].Moments[moment], 1e-6);
            }

            AssertClose("losses", apart.Losses, fused[network].Losses, 1e-6);
            AssertClose("answers", apart.Answers, fused[network].Answers, 1e-6);
        }
    }

    /// <summary>
    /// Weights and moments are left out: where the true gradient is 0, as that of a bias before a normalisation always is, Adam goes a whole step to whichever
    /// side float32 rounds. In double precision, above, this cannot be seen.
    /// </summary>
    [Theory]
    [MemberData(nameof(Architectures))]
    public void In_float32_they_have_the_same_losses_and_answers_to_five_digits(string architecture)
    {
        using var networks = new FusedNetworks(architecture);

        var (apart, fused) = (networks.Apart(1), networks.Fused([0, 1, 2])[1]);

        AssertClose("losses", apart.Losses, fused.Losses, 1e-5);
        AssertClose("answers", apart.Answers, fused.Answers, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void The_bits_of_a_network_depend_neither_on_its_seat_nor_on_its_neighbours_even_one_that_is_lost(string architecture)
    {
        using var networks = new FusedNetworks(architecture) { Epochs = 1 };
        var bits = networks.Fused([0, 1, 2])[0].Bits;

        Assert.Equal(bits, networks.Fused([5, 4, 0])[2].Bits);
        Assert.Equal(bits, networks.Fused([null, 0, null])[0].Bits);
        Assert.Equal(bits, networks.Fused([1, 0, 2], spoilt: 1)[1].Bits);
        Assert.Equal(bits, networks.Fused([1, 0, 2], spoilt: 2)[1].Bits);
    }

    private static void AssertClose(string what, IReadOnlyList<float> expected, IReadOnlyList<float> found, double tolerance)
    {
        Assert.Equal(expected.Count, found.Count);

        // The greatest difference would pass over what is no number.
        var apart = expected.Zip(found).Count(pair => !(Math.Abs(pair.First - pair.Second) <= tolerance * Math.Max(1, Math.Abs(pair.First))));
        Assert.True(apart == 0, $"{what}: {apart} of {expected.Count} numbers are more than {tolerance:e1} apart");
    }
}
