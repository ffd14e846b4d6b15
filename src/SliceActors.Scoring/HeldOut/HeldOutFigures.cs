using System.Collections.Immutable;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.HeldOut;

/// <summary>What predictions on people are worth whom nothing was chosen by.</summary>
/// <param name="Positives">People of class 1.</param>
/// <param name="Negatives">People of class 0.</param>
/// <param name="Sessions">Their sessions.</param>
/// <param name="Answers">How many of them are of a class and called a class: numbers 2 · class + called class.</param>
/// <param name="Figures">The figures with their intervals; where a class is missing only sensitivity or specificity.</param>
public sealed record HeldOutFigures(int Positives, int Negatives, int Sessions, ImmutableArray<int> Answers, ImageLevelFigures Figures)
{
    /// <summary>Whether all are of one class.</summary>
    public bool HasOneClassOnly => Positives == 0 || Negatives == 0;

    /// <summary>How many sessions of a class are called a class.</summary>
    public int Called(int label, int called) => Answers[(2 * label) + called];

    /// <summary>Judges image-level predictions.</summary>
    /// <param name="images">Sessions with their labels, in any order; at least one.</param>
    public static HeldOutFigures Of(ImmutableArray<ImageLevelRow> images)
    {
        var people = ValidationPeople.Of([.. images.Select(image => new ScoredSession(image.ParticipantId, image.SessionId, image.TrueLabel))]);
        return new HeldOutFigures(people.Count(1), people.Count(0), images.Length, [.. Enumerable.Range(0, 4).Select(i => images.Count(image => (2 * image.TrueLabel) + image.PredictedLabel == i))], Judge(people, images));
    }

    private static ImageLevelFigures Judge(ValidationPeople people, ImmutableArray<ImageLevelRow> images)
    {
        if (people.Positives.Length > 0 && people.Negatives.Length > 0)
        {
            return ImageLevelFigures.Mean([SetFigures.OfProbabilities(people, [.. images.Select(image => image.Proba1)], [.. images.Select(image => image.PredictedLabel)])]);
        }

        var right = Intervals.Wilson(images.Average(image => image.PredictedLabel == image.TrueLabel ? 1.0 : 0), people.Sessions.Length);
        return people.Positives.Length > 0
            ? ImageLevelFigures.None with { Sensitivity = right }
            : ImageLevelFigures.None with { Specificity = right };
    }
}
