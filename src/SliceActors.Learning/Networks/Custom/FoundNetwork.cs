using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Networks.Custom;

/// <summary>The kind of network that a study names, looked up once.</summary>
/// <param name="Architecture">Null when something is wrong.</param>
/// <param name="Findings">What is wrong, with what to do.</param>
public sealed record FoundNetwork(Architecture? Architecture, ImmutableArray<Finding> Findings)
{
    /// <summary>Looks it up.</summary>
    /// <param name="network">The spec's network, settled; how it starts does not matter.</param>
    public static FoundNetwork Of(NetworkSpec network)
    {
        var findings = new List<Finding>();
        return new FoundNetwork(ArchitectureLookup.Find(network, findings), [.. findings]);
    }
}
