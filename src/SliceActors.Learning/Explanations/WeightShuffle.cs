using SliceActors.Learning.Batches;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Randomness;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Explanations;

/// <summary>
/// Takes away what a network learned, layer by layer from the answer downward, by shuffling the numbers of each of its tensors: Adebayo et al., "Sanity checks for
/// saliency maps", 2018.
/// </summary>
internal static class WeightShuffle
{
    /// <summary>The layers that have parameters, the one nearest to the answer first, under the names that PyTorch gives them.</summary>
    public static IReadOnlyList<(string Layer, IReadOnlyList<Parameter> Parameters)> Layers(SliceNetwork network) =>
    [
        .. network.named_parameters()
            .GroupBy(entry => entry.name.Contains('.', StringComparison.Ordinal) ? entry.name[..entry.name.LastIndexOf('.')] : entry.name, entry => entry.parameter)
            .Select(layer => (layer.Key, (IReadOnlyList<Parameter>)[.. layer])).Reverse(),
    ];

    /// <summary>Shuffles the numbers of each tensor of a layer.</summary>
    public static void Shuffle(IReadOnlyList<Parameter> parameters, CountedRandom random)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        foreach (var parameter in parameters)
        {
            var numbers = parameter.ToFloats();
            random.Shuffle<float>(numbers);
            parameter.copy_(tensor(numbers, parameter.shape, dtype: float32, device: parameter.device));
        }
    }
}
