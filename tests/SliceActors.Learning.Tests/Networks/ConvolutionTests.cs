using SliceActors.Learning.Native;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Networks;

/// <summary>What libtorch makes of convolutions here; see <see cref="HiddenCaches"/> for a machine that would fail.</summary>
public sealed class ConvolutionTests
{
    public ConvolutionTests() => NativeLoader.Load();

    /// <summary>Channels that fill no block of 8 or 16 are padded, and memory that was freed holds anything.</summary>
    [Theory]
    [InlineData(1, 8, 224)]
    [InlineData(8, 8, 224)]
    [InlineData(3, 5, 50)]
    [InlineData(20, 24, 30)]
    public void Nothing_that_was_in_memory_before_gets_into_a_gradient(int channels, int filters, int side)
    {
        const int Times = 10;
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var image = rand([2, channels, side, side], generator: generator).requires_grad_(true);
        using var layer = Drawing.Alone(() => nn.Conv2d(channels, filters, 3, padding: 1));
        var expected = Gradients(image, layer);
        for (var time = 0; time < Times; time++)
        {
            using var inner = NewDisposeScope();
            LeaveNaNs();
            Assert.All(expected.Zip(Gradients(image, layer)), pair => Assert.True(pair.First.Equals(pair.Second)));
        }
    }

    private static Tensor[] Gradients(Tensor image, TorchSharp.Modules.Conv2d layer)
    {
        using var loss = layer.call(image).square().sum();
        return [.. autograd.grad([loss], [image, layer.weight!, layer.bias!])];
    }

    private static void LeaveNaNs()
    {
        const int Sizes = 40;
        using var scope = NewDisposeScope();
        for (var size = 1; size <= Sizes; size++)
        {
            full([800 * size], float.NaN);
            full([8_000 * size], float.NaN);
            full([80_000 * size], float.NaN);
        }
    }
}
