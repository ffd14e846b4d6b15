namespace SliceActors.Runs.Specs;

/// <summary>How slices are combined into one answer per image.</summary>
public sealed record VoteSpec
{
    /// <summary>Slices whose rate does not pass this threshold take no part.</summary>
    public double SelectionThreshold { get; init; }

    /// <summary>What a slice weighs.</summary>
    public VoteWeights Weights { get; init; }
}
