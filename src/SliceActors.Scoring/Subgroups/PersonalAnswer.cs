using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Subgroups;

/// <summary>What the networks say of one session, and how much they agree.</summary>
/// <param name="Image">The answer of all of them together.</param>
/// <param name="Folds">Folds that answered; for a session of a validation set its own fold, once for each seed that it was trained with.</param>
/// <param name="WrongFolds">Of these the ones that are wrong.</param>
/// <param name="DisagreeingSlices">Share of the slices, over all folds, that are called otherwise than the session.</param>
public sealed record PersonalAnswer(ImageLevelRow Image, int Folds, int WrongFolds, double DisagreeingSlices)
{
    /// <summary>Whether no fold is right.</summary>
    public bool IsWrongInEveryFold => WrongFolds == Folds;
}
