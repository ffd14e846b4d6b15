using System.Text;
using SliceActors.Learning.Weights;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Networks;

/// <summary>Weights and inputs that both sides of the golden files make from names (formula: README of the reference).</summary>
internal static class PortableWeights
{
    /// <summary>Value i of a tensor, uniform in [0, 1), 24 bits.</summary>
    public static double Unit(ulong name, int i)
    {
        var z = unchecked(name + ((ulong)(i + 1) * 0x9E3779B97F4A7C15));
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 40) / (double)(1 << 24);
    }

    public static ulong Hash(string name)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ b) * 0x100000001b3);
        }

        return hash;
    }

    public static float[] Values(string name, int count, Func<double, double> form)
    {
        var hash = Hash(name);
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = (float)form(Unit(hash, i));
        }

        return values;
    }

    public static Tensor Input(string name, params long[] shape) => tensor(Values(name, (int)shape.Aggregate(1L, (a, b) => a * b), u => u)).reshape(shape);

    /// <summary>Fills a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="prefix">Stands before its names.</param>
    public static void Fill(nn.Module network, string prefix = "")
    {
        using var noGradient = no_grad();
        foreach (var (name, target) in StateDict.Of(network))
        {
            if (target.dtype == ScalarType.Int64)
            {
                target.zero_();
                continue;
            }

            using var values = tensor(Values(prefix + name, (int)target.numel(), Form(name, target.shape))).reshape(target.shape);
            target.copy_(values);
        }
    }

    private static Func<double, double> Form(string name, long[] shape) => shape.Length switch
    {
        4 => u => ((2 * u) - 1) * Math.Sqrt(6.0 / (shape[1] * shape[2] * shape[3])),
        2 => u => ((2 * u) - 1) * Math.Sqrt(3.0 / shape[1]),
        _ when name.EndsWith(".bias", StringComparison.Ordinal) || name.EndsWith("running_mean", StringComparison.Ordinal) => u => ((2 * u) - 1) * 0.1,
        _ => u => 0.8 + (0.4 * u),
    };
}
