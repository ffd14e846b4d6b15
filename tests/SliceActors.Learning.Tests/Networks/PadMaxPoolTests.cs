using SliceActors.Learning.Networks;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Networks;

public sealed class PadMaxPoolTests
{
    [Theory]
    [InlineData("odd", 2, 2)]
    [InlineData("even", 2, 2)]
    [InlineData("oddH", 2, 2)]
    [InlineData("oddW", 2, 2)]
    [InlineData("one", 2, 2)]
    [InlineData("k3s3", 3, 3)]
    [InlineData("k3s2", 3, 2)]
    [InlineData("negative", 2, 2)]
    public void Maxima_indices_padding_and_the_way_back_equal_the_peers(string name, int kernel, int stride)
    {
        using var scope = NewDisposeScope();
        var input = GoldenFile.Npy($"padmaxpool/{name}_input.npy");
        var pool = new PadMaxPool2d(kernel, stride);
        var (output, origin) = pool.ForwardWithIndices(input);
        Same(GoldenFile.Npy($"padmaxpool/{name}_output.npy"), output);
        Same(GoldenFile.Npy($"padmaxpool/{name}_output.npy"), pool.call(input));
        Same(GoldenFile.Npy($"padmaxpool/{name}_indices.npy"), origin.Indices);
        var row = Assert.Single(GoldenFile.Table("padmaxpool/cases.tsv"), row => row["case"] == name);
        Assert.Equal(row["pad_left_right_top_bottom"], $"({origin.Left}, 0, {origin.Top}, 0)");
        if (kernel == stride)
        {
            Same(GoldenFile.Npy($"padmaxpool/{name}_unpool.npy"), new CropMaxUnpool2d().call(output, origin));
        }
    }

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(expected.Equals(actual));
    }
}
