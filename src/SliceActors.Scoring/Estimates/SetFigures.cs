using SliceActors.Runs.Outcomes;
using SliceActors.Scoring.Measures;

namespace SliceActors.Scoring.Estimates;

/// <summary>How well scores tell the people of one set apart.</summary>
/// <param name="Auc">Area under the ROC curve.</param>
/// <param name="AucVariance">Its variance; NaN where it is not known.</param>
/// <param name="Sensitivity">Share of the sessions of class 1 that are called 1.</param>
/// <param name="Specificity">Share of the sessions of class 0 that are called 0.</param>
/// <param name="Positives">People of class 1.</param>
/// <param name="Negatives">People of class 0.</param>
/// <param name="Probabilities">Figures of the scores as probabilities of class 1; null where they are none.</param>
internal readonly record struct SetFigures(
    double Auc, double AucVariance, double Sensitivity, double Specificity, int Positives, int Negatives, ProbabilityFigures? Probabilities = null)
{
    /// <summary>Judges scores.</summary>
    /// <param name="people">The set; both classes occur.</param>
    /// <param name="scores">Score of each session.</param>
    /// <param name="called">Class that each session is given.</param>
    /// <param name="folds">The fold whose networks scored each session: the AUC is over pairs within a fold. None: all are of one.</param>
    public static SetFigures Of(ValidationPeople people, double[] scores, int[] called, ReadOnlySpan<int> folds = default)
    {
        var matrix = PairMatrix.Of(people, scores, folds);
        return new SetFigures(
            matrix.Auc,
            matrix.Variance(),
            (double)people.Positives.Count(session => called[session] == 1) / people.Positives.Length,
            (double)people.Negatives.Count(session => called[session] == 0) / people.Negatives.Length,
            people.Count(1),
            people.Count(0));
    }

    /// <summary>Judges probabilities of class 1.</summary>
    /// <param name="people">The set; both classes occur.</param>
    /// <param name="probabilities">Probability of each session.</param>
    /// <param name="called">Class that each session is given.</param>
    /// <param name="folds">The fold whose networks answered for each session. None: all are of one.</param>
    public static SetFigures OfProbabilities(ValidationPeople people, double[] probabilities, int[] called, ReadOnlySpan<int> folds = default)
    {
        var examples = new ClusteredExamples(probabilities, people.Labels, people.Participants, people.Sessions.Length);
        return Of(people, probabilities, called, folds) with
        {
            Probabilities = new ProbabilityFigures(examples.AveragePrecision, examples.BrierScore, Calibration.Intercept(examples), Calibration.Slope(examples)),
        };
    }
}
