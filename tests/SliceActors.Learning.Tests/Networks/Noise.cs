using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Networks;

/// <summary>Random inputs from a generator of their own: the default one of the process belongs to whoever builds a network, perhaps in a test beside this one.</summary>
internal static class Noise
{
    public static Tensor Uniform(params long[] shape)
    {
        using var generator = new Generator(11);
        return rand(shape, generator: generator);
    }
}
