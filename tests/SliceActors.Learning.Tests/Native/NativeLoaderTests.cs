using SliceActors.Learning.Native;
using SliceActors.Learning.Native.Facts;

namespace SliceActors.Learning.Tests.Native;

public sealed class NativeLoaderTests
{
    private static byte[] Stock() => File.ReadAllBytes(NativeLoader.StockFile("libLibTorchSharp.so")!);

    [Fact]
    public void Libtorch_loads_and_says_what_it_is()
    {
        var facts = LibtorchFacts.Read();
        Assert.Equal("2.10.0", facts.Version);
        Assert.True(Directory.Exists(facts.Folder));
        Assert.False(string.IsNullOrEmpty(facts.CpuCapability));
        Assert.Contains("get_num_threads", facts.Parallelism, StringComparison.Ordinal);
    }

    [Fact]
    public void Loading_copies_no_libtorch_into_the_output_folder() =>
        Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "cpu")));

    [Fact]
    public void The_stock_library_asks_for_GCC_13_by_an_anchor_only()
    {
        var needs = ElfVersionNeeds.Read(Stock(), "libstdc++.so.6").Versions();
        Assert.Equal(["_ZSt21ios_base_library_initv"], Assert.Single(needs, need => need.Name == "GLIBCXX_3.4.32").Symbols);
    }

    [Fact]
    public void A_standard_library_that_has_everything_leaves_the_file_as_it_is()
    {
        var image = Stock();
        Assert.False(LoosenedLibrary.Loosen(image, (_, _) => true));
        Assert.Equal(Stock(), image);
    }

    [Theory]
    [InlineData("Debian 12 and Ubuntu 22.04", "GLIBCXX_3.4.32")]
    [InlineData("RHEL 9", "GLIBCXX_3.4.30", "GLIBCXX_3.4.32")]
    public void An_older_standard_library_is_asked_for_nothing_it_lacks(string system, params string[] absent)
    {
        _ = system;
        var image = Stock();
        Assert.True(LoosenedLibrary.Loosen(image, Has));
        var loosened = ElfVersionNeeds.Read(image, "libstdc++.so.6").Versions();
        Assert.All(loosened, need => Assert.Equal(absent.Contains(need.Name), need.Symbols.Count == 0));
        Assert.InRange(Stock().Zip(image).Count(pair => pair.First != pair.Second), absent.Length, 8);

        bool Has(string symbol, string? version) => version is null ? symbol != "_ZSt21ios_base_library_initv" : !absent.Contains(version);
    }

    [Fact]
    public void A_function_that_is_really_missing_is_named()
    {
        var error = Assert.Throws<DllNotFoundException>(() => LoosenedLibrary.Loosen(Stock(), (_, version) => version is not null and not "GLIBCXX_3.4.30"));
        Assert.Contains("condition_variable4wait", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_library_is_refused()
    {
        Assert.Throws<BadImageFormatException>(() => ElfVersionNeeds.Read(new byte[100], "libstdc++.so.6"));
        Assert.Throws<BadImageFormatException>(() => ElfVersionNeeds.Read(Stock()[..5000], "libstdc++.so.6"));
    }

    [Fact]
    public void Zero_threads_are_refused_before_libtorch_ends_the_process() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => IntraOpThreads.Use(0));

    [Fact]
    public void Giving_memory_back_is_harmless() => NativeMemory.GiveBack();
}
