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

    /// <summary>
    /// Whether the answers are of networks of several folds. These share the people that they learn from, so variances are twice those of as many independent people.
    /// </summary>
    public bool AreOfFolds { get; private init; }

    /// <summary>Judges image-level predictions of one vote.</summary>
    /// <param name="images">Sessions with their labels, in any order; at least one.</param>
    public static HeldOutFigures Of(ImmutableArray<ImageLevelRow> images) => Of(images, new int[images.Length]);

    /// <summary>Judges image-level predictions, each of the networks of a fold that did not see the person. The AUC is over pairs within a fold, never pooled.</summary>
    /// <param name="images">Sessions with their labels, in any order; at least one.</param>
    /// <param name="folds">The fold that answered for each.</param>
    public static HeldOutFigures Of(ImmutableArray<ImageLevelRow> images, int[] folds)
    {
        var people = ValidationPeople.Of([.. images.Select(image => new ScoredSession(image.ParticipantId, image.SessionId, image.TrueLabel))]);
        ImmutableArray<int> answers = [.. Enumerable.Range(0, 4).Select(i => images.Count(image => (2 * image.TrueLabel) + image.PredictedLabel == i))];
        return new HeldOutFigures(people.Count(1), people.Count(0), images.Length, answers, Judge(people, images, folds)) { AreOfFolds = folds.Distinct().Count() > 1 };
    }

    private static ImageLevelFigures Judge(ValidationPeople people, ImmutableArray<ImageLevelRow> images, int[] folds)
    {
        var several = folds.Distinct().Count();
        if (people.Positives.Length > 0 && people.Negatives.Length > 0)
        {
            return ImageLevelFigures.OverFolds(
                SetFigures.OfProbabilities(people, [.. images.Select(image => image.Proba1)], [.. images.Select(image => image.PredictedLabel)], folds), several);
        }

        var right = Intervals.Wilson(images.Average(image => image.PredictedLabel == image.TrueLabel ? 1.0 : 0), people.Sessions.Length / ImageLevelFigures.Shared(several));
        return people.Positives.Length > 0
            ? ImageLevelFigures.None with { Sensitivity = right }
            : ImageLevelFigures.None with { Specificity = right };
    }
}
