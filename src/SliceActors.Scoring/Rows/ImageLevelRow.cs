namespace SliceActors.Scoring.Rows;

/// <summary>The answer for one session, voted by its slices; a row of the image-level prediction tables.</summary>
/// <param name="ParticipantId"><c>sub-…</c>.</param>
/// <param name="SessionId"><c>ses-…</c>.</param>
/// <param name="TrueLabel">Class, 0 or 1; null when it is not known.</param>
/// <param name="PredictedLabel">The class with the larger mean probability; 0 on a tie.</param>
/// <param name="Proba0">Weighted mean of the slices' probabilities of class 0.</param>
/// <param name="Proba1">Weighted mean of the slices' probabilities of class 1.</param>
public readonly record struct ImageLevelRow(string ParticipantId, string SessionId, int? TrueLabel, int PredictedLabel, double Proba0, double Proba1);
