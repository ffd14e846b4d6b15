using SliceActors.Learning.Networks;
using SliceActors.Runs.Errors;

namespace SliceActors.Learning.Weights;

/// <summary>Gives a network the weights of a file.</summary>
internal static class InitialWeights
{
    /// <summary>
    /// Copies a file's weights over the random ones. Everything must fit, but two things may be absent: a head that published weights do not have (it
    /// keeps its random start), and the counters of batch normalisation, which files before PyTorch 0.4.1 lack (they stay 0; nothing computes with them).
    /// </summary>
    /// <param name="network">The network, on any device.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">Not such a file, its tensors are not those of the network, or their values are no numbers; nothing was copied then.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Load(SliceNetwork network, string path) => Load(network, path, isTrained: false);

    /// <summary>The same for a network that was trained: its head has to be there.</summary>
    /// <inheritdoc cref="Load(SliceNetwork, string)"/>
    public static void LoadTrained(SliceNetwork network, string path) => Load(network, path, isTrained: true);

    private static void Load(SliceNetwork network, string path, bool isTrained)
    {
        var match = new StateMatch(StateDict.Of(network), WeightsFile.Read(path));
        var ownHead = network.Architecture.OwnHead;
        var withoutHead = !isTrained && !ownHead.Any(match.Has);
        IReadOnlyList<Finding> findings = match.Misfits(
            name => name.EndsWith(".num_batches_tracked", StringComparison.Ordinal) || (withoutHead && ownHead.Contains(name)),
            _ => false,
            $"the weights of a {network.Architecture.Name}");
        findings = findings.Count > 0 ? findings : match.NotNumbers();
        if (findings.Count > 0)
        {
            throw new BadInputException(findings);
        }

        match.Copy();
    }
}
