using SliceActors.Runs.Ids;

namespace SliceActors.Scoring.Rows;

/// <summary>The prediction of one slice of one session; a row of the slice-level prediction tables.</summary>
/// <param name="ParticipantId"><c>sub-…</c>.</param>
/// <param name="SessionId"><c>ses-…</c>.</param>
/// <param name="Slice">Absolute position of the slice.</param>
/// <param name="TrueLabel">Class, 0 or 1; null when it is not known.</param>
/// <param name="PredictedLabel">Predicted class, 0 or 1.</param>
/// <param name="Proba0">Probability of class 0.</param>
/// <param name="Proba1">Probability of class 1.</param>
public readonly record struct SliceLevelRow(
    string ParticipantId,
    string SessionId,
    SliceIndex Slice,
    int? TrueLabel,
    int PredictedLabel,
    float Proba0,
    float Proba1);
