using System.Globalization;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Native.Facts;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Learning.Training;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Features;

/// <summary>The layers of a study's networks that do not learn.</summary>
internal static class FrozenNetwork
{
    // Features that were computed otherwise have another number here.
    private const int Version = 1;

    /// <summary>Makes the network as all networks of the study start, on the CPU; what it computes are features. No parameter of it learns.</summary>
    /// <exception cref="BadInputException">The weights are not those of the network; all findings.</exception>
    public static DividedNetwork Load(RunSpec spec)
    {
        var findings = new List<Finding>();
        var architecture = ArchitectureLookup.Find(spec.Network, findings) ?? throw new BadInputException(findings);
        var network = (DividedNetwork)NetworkFactory.Build(architecture, new NetworkOptions(spec.Network.Dropout), seed: 0);
        try
        {
            InitialWeights.Load(network, spec.Network.WeightsFile ?? throw new InvalidOperationException("Layers that start at random differ from network to network."));
            foreach (var parameter in network.parameters())
            {
                parameter.requires_grad = false;
            }

            network.Part = NetworkPart.Frozen;
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>What is computed of each slice, and all that decides its bytes.</summary>
    /// <inheritdoc cref="Load"/>
    public static FeatureKind Kind(RunSpec spec)
    {
        using var network = Load(spec);
        return new FeatureKind(network.Architecture.Features!.Value, string.Create(
            CultureInfo.InvariantCulture,
            $"{Version}; {network.Architecture.Name}; {FrozenState.Digest(network)}; {spec.Compute.MemoryFormats.Term()}; {Learner.EvaluationBatch}; {MachineNumerics.Read(spec.Compute.UseCpu)}"));
    }
}
