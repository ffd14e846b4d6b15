using SliceActors.Runs.Machines;

namespace SliceActors.Runs.Tests.Machines;

public class NumericsTests
{
    private static readonly Numerics Began = new("2.10.0", "AVX512", "AVX512_CORE", "AUTO", "fused", "CPU");

    [Fact]
    public void A_machine_matches_when_it_computes_with_the_same_in_every_part()
    {
        var (same, others) = (Began with { }, new[]
        {
            Began with { Libtorch = "2.11.0" }, Began with { Kernels = "AVX2" }, Began with { Convolutions = "AVX2" }, Began with { Algebra = "COMPATIBLE" },
            Began with { Adam = "plain" }, Began with { Device = "NVIDIA A100 with CUDA 12.8" },
        });

        Assert.True(same.Matches(Began));
        Assert.Empty(same.DifferenceFrom(Began));
        Assert.Equal(typeof(Numerics).GetConstructors()[0].GetParameters().Length, others.Length);
        Assert.All(others, other => Assert.False(other.Matches(Began)));
        Assert.All(others, other => Assert.Matches("^[^,]+ instead of [^,]+$", other.DifferenceFrom(Began)));
    }

    [Fact]
    public void Any_machine_matches_a_study_that_does_not_say_what_it_began_with() => Assert.True(Began.Matches(null));

    [Fact]
    public void What_differs_is_named_with_what_it_was() => Assert.Equal(
        "ATen AVX2 instead of AVX512, MKL COMPATIBLE instead of AUTO", (Began with { Kernels = "AVX2", Algebra = "COMPATIBLE" }).DifferenceFrom(Began));

    [Fact]
    public void All_parts_stand_on_one_line() =>
        Assert.Equal("libtorch 2.10.0, ATen AVX512, oneDNN AVX512_CORE, MKL AUTO, Adam fused, device CPU", Began.ToString());
}
