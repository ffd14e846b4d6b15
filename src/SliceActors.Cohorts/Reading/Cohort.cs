using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.Reading;

/// <summary>A cohort of a study: one tree of label tables and the CAPS that holds its images.</summary>
/// <param name="CapsDirectory">Root of its CAPS, absolute; null in a study of one cohort.</param>
/// <param name="Labels">The study's data with the tree and the labels of this cohort.</param>
internal sealed record Cohort(string? CapsDirectory, DataSpec Labels)
{
    /// <summary>The tree.</summary>
    public LabelTree Tree { get; } = new(Labels);
}
