using System.Collections.Immutable;

namespace SliceActors.Scoring.Curves;

/// <summary>
/// A ROC curve: straight lines between its points, which go up and to the right from (0, 0) to (1, 1). A point between two thresholds is that of a test that picks one of them by lot, so
/// precision between them follows from it, too (Davis and Goadrich, "The relationship between precision-recall and ROC curves", ICML 2006).
/// </summary>
public sealed class RankCurve
{
    private const int GridSteps = 100;

    private RankCurve(ImmutableArray<CurvePoint> points)
    {
        Points = points;
        Sensitivities = new CurveSide(points.Select(point => (point.FalsePositiveRate, point.Sensitivity)));
        FalsePositiveRates = new CurveSide(points.Select(point => (point.Sensitivity, point.FalsePositiveRate)));
    }

    /// <summary>Its points, from none called 1 to all.</summary>
    public ImmutableArray<CurvePoint> Points { get; }

    /// <summary>Sensitivity by false-positive rate.</summary>
    internal CurveSide Sensitivities { get; }

    /// <summary>False-positive rate by sensitivity.</summary>
    internal CurveSide FalsePositiveRates { get; }

    /// <summary>The curve of one vote: a point for each threshold.</summary>
    /// <param name="answers">Probability of class 1 and class of each session, in any order; both classes occur and the probabilities are numbers.</param>
    public static RankCurve Of(IReadOnlyCollection<(double Probability, int Label)> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var positives = answers.Count(answer => answer.Label == 1);
        var negatives = answers.Count - positives;
        var (called, right) = (0, 0);
        var points = ImmutableArray.CreateBuilder<CurvePoint>();
        points.Add(new CurvePoint(double.NaN, 0, 0));
        foreach (var tied in answers.GroupBy(answer => answer.Probability).OrderByDescending(tied => tied.Key))
        {
            called += tied.Count();
            right += tied.Count(answer => answer.Label == 1);
            points.Add(new CurvePoint(tied.Key, (double)(called - right) / negatives, (double)right / positives));
        }

        return new RankCurve(points.ToImmutable());
    }

    /// <summary>
    /// The mean of the curves of folds: their sensitivities at the same false-positive rates, a hundredth apart (vertical averaging: Fawcett, "An introduction to ROC analysis", Pattern Recognition
    /// Letters 2006). Probabilities of different networks are never ranked against each other.
    /// </summary>
    /// <param name="folds">The curves, at least one.</param>
    public static RankCurve Mean(IReadOnlyCollection<RankCurve> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        var grid = Enumerable.Range(0, GridSteps + 1).Select(step => (double)step / GridSteps).ToList();
        var mean = grid.ConvertAll(rate => new CurvePoint(double.NaN, rate, folds.Sum(fold => fold.Sensitivities.At(rate)) / folds.Count));

        // Where the curve goes straight up, recall needs places, too.
        return new RankCurve([.. grid.TakeWhile(recall => recall < mean[0].Sensitivity).Select(recall => new CurvePoint(double.NaN, 0, recall)), .. mean]);
    }
}
