using SliceActors.Runs.Ids;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Explanations;

/// <summary>An image that was explained.</summary>
/// <param name="Fold">The fold whose networks were explained.</param>
/// <param name="Answer">What their vote says.</param>
/// <param name="File">Name of its map.</param>
public sealed record ExplainedImage(FoldIndex Fold, ImageLevelRow Answer, string File);
