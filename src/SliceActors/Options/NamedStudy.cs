using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;

namespace SliceActors.Options;

/// <summary>A study as its command line names it: bound once, its data not looked at yet.</summary>
/// <param name="Output">Where the results go.</param>
/// <param name="Spec">What the options say.</param>
/// <param name="SeedGiven">Whether the user asked for its seed.</param>
/// <param name="Network">The network that it names.</param>
/// <param name="Findings">What is wrong with the options.</param>
internal sealed record NamedStudy(ResultTree Output, RunSpec Spec, bool SeedGiven, FoundNetwork Network, IReadOnlyList<Finding> Findings)
{
    /// <summary>How the earlier study computed that this one is to repeat; null when it repeats none.</summary>
    public ComputeSpec? Earlier { get; init; }
}
