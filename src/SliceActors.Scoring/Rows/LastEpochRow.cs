namespace SliceActors.Scoring.Rows;

/// <summary>What the last epoch of each network said of a session of a validation set, all slices with equal weights: the only answer for a single person that nobody's label chose.</summary>
/// <param name="Image">The answer, with the label.</param>
/// <param name="DisagreeingSlices">Share of the slices that are called otherwise than the session.</param>
public readonly record struct LastEpochRow(ImageLevelRow Image, double DisagreeingSlices);
