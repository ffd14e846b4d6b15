using SliceActors.Learning.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace SliceActors.Learning.Computing;

/// <summary>Batch normalisations of several networks as one: each channel has statistics of its own, so each network has, too.</summary>
internal static class FusedNormalisation
{
    /// <summary>Normalises, and where it learns keeps the running statistics of each network.</summary>
    /// <param name="layers">The layer of each seat; null where nobody sits.</param>
    /// <param name="map">[B, K · channels, H, W].</param>
    /// <param name="learns">Whether it is trained.</param>
    public static Tensor Apply(CountedBatchNorm2d?[] layers, Tensor map, bool learns)
    {
        using var mean = Joined(layers, layer => layer.running_mean!);
        using var variance = Joined(layers, layer => layer.running_var!);
        var isAffine = layers.First(layer => layer is not null)!.affine;
        using var weight = isAffine ? Joined(layers, layer => layer.weight) : null;
        using var bias = isAffine ? Joined(layers, layer => layer.bias!) : null;
        var output = nn.functional.batch_norm(map, mean, variance, weight, bias, learns, CountedBatchNorm2d.Momentum, CountedBatchNorm2d.Epsilon);
        if (learns)
        {
            using var withoutGradients = no_grad();
            using var one = 1.ToScalar();
            for (var seat = 0; seat < layers.Length; seat++)
            {
                if (layers[seat] is { } layer)
                {
                    Keep(layer.running_mean!, mean, seat);
                    Keep(layer.running_var!, variance, seat);
                    layer.num_batches_tracked!.add_(one, one);
                }
            }
        }

        return output;
    }

    private static Tensor Joined(CountedBatchNorm2d?[] layers, Func<CountedBatchNorm2d, Tensor> part) => cat(Seats.Fill(layers, part), 0);

    private static void Keep(Tensor own, Tensor joined, int seat)
    {
        using var part = joined.narrow(0, seat * own.shape[0], own.shape[0]);
        own.copy_(part);
    }
}
