using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Explanations;

/// <summary>An image that was explained.</summary>
/// <param name="Model">The fold whose networks were explained, or <c>ensemble</c> for the mean over the folds.</param>
/// <param name="Answer">What their vote says.</param>
/// <param name="File">Name of its map.</param>
public sealed record ExplainedImage(string Model, ImageLevelRow Answer, string File);
