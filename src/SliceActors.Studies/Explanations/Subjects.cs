using System.Collections.Immutable;
using SliceActors.Imaging.Slices;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Prediction;

namespace SliceActors.Studies.Explanations;

/// <summary>Which networks are explained on which images, before it is known whether the images fit together.</summary>
/// <param name="Network">What the results say of the networks.</param>
/// <param name="Architecture">Their kind; null where it is not known.</param>
/// <param name="Images">All images whose slices will be in the store.</param>
/// <param name="Folds">The networks, and whom they are explained on.</param>
/// <param name="Preparation">How slices are made.</param>
/// <param name="Rows">Where each image stands in a table of sessions; null with a reason where nobody knows.</param>
/// <param name="NoRows">The reason.</param>
internal sealed record Subjects(
    NetworkSpec Network,
    Architecture? Architecture,
    ImmutableArray<SubjectImage> Images,
    ImmutableArray<ExplainedFold> Folds,
    SlicePreparation Preparation,
    IReadOnlyList<(string File, int Line)>? Rows,
    string NoRows)
{
    /// <summary>How other images than the study's are answered; null for the study's own.</summary>
    public PredictionPlan? Prediction { get; init; }
}
