using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Computing;

/// <summary>Which networks can be computed as one: sequences of known layers, convolutions first, linear layers behind one Flatten.</summary>
public static class Fusible
{
    private const string Known =
        "Conv4_FC3, Conv5_FC3, ConvNet, or a plugin's sequence of Conv2d, CountedBatchNorm2d, poolings and activations, then Flatten, Linear, SeededDropout and activations";

    /// <summary>Looks whether networks that a spec names can be computed as one, before any is trained.</summary>
    /// <param name="architecture">Their kind.</param>
    /// <param name="network">The spec's network.</param>
    /// <returns>What is in the way; null when nothing is.</returns>
    public static Finding? Misfit(Networks.Architecture architecture, NetworkSpec network)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(network);
        if (TorchScriptFile.IsPath(network.Architecture))
        {
            return Found("a TorchScript file, which shows no layers");
        }

        using var one = NetworkFactory.Build(architecture, new NetworkOptions(network.Dropout), seed: 0);
        return Problem(one) is { } problem ? Found($"{architecture.Name}, {problem}") : null;

        static Finding Found(string what) => new("--fuse", null, $"{what}: such networks cannot be computed as one", Known);
    }

    /// <summary>The layers of a network that can be fused, in the order in which they compute.</summary>
    internal static IReadOnlyList<nn.Module> LayersOf(SliceNetwork network) => [.. Layers(network)];

    private static string? Problem(SliceNetwork network)
    {
        if (network is not (SequentialNetwork or PluginNetwork { Network: Sequential }))
        {
            return "which is no sequence of layers";
        }

        var layers = LayersOf(network);
        var flattens = layers.Count(layer => layer is Flatten);
        if (flattens != 1)
        {
            return $"which has {flattens} layers Flatten";
        }

        var isFlat = false;
        foreach (var layer in layers)
        {
            isFlat |= layer is Flatten;
            if (layer is SeededDropout || FusedLayers.IsChannelByChannel(layer) || (isFlat ? layer is Linear or Flatten { start_dim: 1, end_dim: -1 or 3 } : IsConvolutional(layer)))
            {
                continue;
            }

            return $"which has a {layer.GetType().Name} {(isFlat ? "behind" : "before")} its Flatten that is not known";
        }

        return null;
    }

    private static bool IsConvolutional(nn.Module layer) =>
        layer is CountedBatchNorm2d or Conv2d { padding_mode: PaddingModes.Zeros, padding_type: null };

    private static IEnumerable<nn.Module> Layers(nn.Module module) => module switch
    {
        SequentialNetwork network => Layers(network.Features).Concat(Layers(network.Classifier)),
        PluginNetwork plugin => Layers(plugin.Network),
        Sequential sequence => sequence.children().SelectMany(Layers),
        _ => [module],
    };
}
