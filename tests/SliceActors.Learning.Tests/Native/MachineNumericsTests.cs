using SliceActors.Learning.Native;
using SliceActors.Learning.Native.Facts;

namespace SliceActors.Learning.Tests.Native;

public sealed class MachineNumericsTests
{
    private static readonly HashSet<string> Haswell = ["sse4_1", "avx", "avx2"];
    private static readonly HashSet<string> Skylake = [.. Haswell, "avx512f", "avx512bw", "avx512vl", "avx512dq"];
    private static readonly HashSet<string> Zen4 = [.. Skylake, "avx512_vnni", "avx512_bf16"];

    [Fact]
    public void Everything_is_known_of_the_libtorch_that_comes_with_the_program()
    {
        var numerics = MachineNumerics.Read(useCpu: true);

        Assert.DoesNotContain("unknown", numerics.ToString(), StringComparison.Ordinal);
        Assert.Equal(("2.10.0", "fused", "CPU"), (numerics.Libtorch, numerics.Adam, numerics.Device));
        Assert.Equal(numerics, MachineNumerics.Read(useCpu: true));
    }

    [Fact]
    public void OneDNN_takes_the_highest_instruction_set_that_the_processor_has()
    {
        Assert.Equal("AVX2", OneDnn.InstructionSet(Haswell, null));
        Assert.Equal("AVX512_CORE", OneDnn.InstructionSet(Skylake, null));
        Assert.Equal("AVX512_CORE_BF16", OneDnn.InstructionSet(Zen4, null));
        Assert.Equal("none", OneDnn.InstructionSet(new HashSet<string>(), null));
    }

    [Fact]
    public void Caches_are_hidden_when_a_processor_of_AMD_tells_nothing_of_the_first()
    {
        Assert.True(HiddenCaches.AreHidden("AuthenticAMD", (0, 0, 0, 0)));
        Assert.False(HiddenCaches.AreHidden("AuthenticAMD", (0x121, 0x1c0003f, 0x3f, 0)));
        Assert.Null(HiddenCaches.AreHidden("AuthenticAMD", null));
        Assert.False(HiddenCaches.AreHidden("GenuineIntel", (0, 0, 0, 0)));
    }

    [Theory]
    [InlineData("AVX2", "AVX2")]
    [InlineData("avx2", "AVX2")]
    [InlineData("AVX2_VNNI", "AVX2")]
    [InlineData("AVX512_CORE", "AVX512_CORE")]
    [InlineData("ALL", "AVX512_CORE_BF16")]
    [InlineData("AVX3", "AVX512_CORE_BF16")]
    public void OneDNN_takes_no_higher_one_than_the_environment_names(string limit, string taken) => Assert.Equal(taken, OneDnn.InstructionSet(Zen4, limit));

    [Theory]
    [InlineData(0, 2, "default AuthenticAMD")]
    [InlineData(1, 2, "default AuthenticAMD")]
    [InlineData(1, 14, "default AVX512_E1")]
    [InlineData(2, 10, "AUTO AVX2")]
    [InlineData(3, 14, "COMPATIBLE")]
    [InlineData(0x1000a, 14, "AVX2 STRICT")]
    [InlineData(99, 14, "branch 99")]
    public void MKL_takes_the_path_that_is_set_or_one_that_goes_by_the_processor(int set, int chosen, string path) =>
        Assert.Equal(path, Mkl.CodePath(set, chosen, "AuthenticAMD"));

    [Fact]
    public void Portable_are_the_limits_and_not_what_a_newer_processor_would_take()
    {
        var numerics = MachineNumerics.Read(useCpu: true) with { Kernels = "AVX2", Convolutions = "AVX2", Algebra = "COMPATIBLE" };

        Assert.True(PortableNumerics.AreThose(numerics));
        Assert.False(PortableNumerics.AreThose(numerics with { Kernels = "DEFAULT" }));
        Assert.False(PortableNumerics.AreThose(numerics with { Convolutions = "AVX512_CORE" }));
        Assert.False(PortableNumerics.AreThose(numerics with { Algebra = "AVX2" }));
    }
}
