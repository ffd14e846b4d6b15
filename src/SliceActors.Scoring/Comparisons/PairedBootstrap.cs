using MathNet.Numerics.Statistics;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Randomness;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Measures;

namespace SliceActors.Scoring.Comparisons;

/// <summary>
/// 95 % intervals of differences by the percentile bootstrap (Efron and Tibshirani, "An introduction to the bootstrap", 1993). Participants are drawn with
/// replacement, as many of each class as there are, with all their sessions and with what both results say of them; those with sessions of both classes are drawn
/// among themselves. The same people have the same draws each time.
/// </summary>
internal static class PairedBootstrap
{
    /// <summary>Number of resamples.</summary>
    public const int Resamples = 5000;

    private const double LowerTail = 0.025;
    private const double UpperTail = 0.975;

    /// <summary>The differences in AUC and in balanced accuracy.</summary>
    /// <param name="people">The sessions; both classes occur.</param>
    /// <param name="first">What the first result says of them.</param>
    /// <param name="second">What the second says.</param>
    public static Difference[] Of(ValidationPeople people, SessionAnswers first, SessionAnswers second)
    {
        var labels = Array.ConvertAll(people.Labels, label => (byte)label);
        var (rankedFirst, rankedSecond) = (new RankedExamples(first.Scores, labels, people.Participants), new RankedExamples(second.Scores, labels, people.Participants));
        Func<int[], (double First, double Second)>[] figures =
        [
            draws => (rankedFirst.Score(draws).Auc, rankedSecond.Score(draws).Auc),
            draws => (first.BalancedAccuracy(people, draws), second.BalancedAccuracy(people, draws)),
        ];
        var everybody = new int[people.Sessions.Length];
        Array.Fill(everybody, 1);
        var drawn = Array.ConvertAll(figures, _ => new double[Resamples]);
        foreach (var (resample, draws) in Draws(people).Index())
        {
            for (var figure = 0; figure < figures.Length; figure++)
            {
                var (a, b) = figures[figure](draws);
                drawn[figure][resample] = a - b;
            }
        }

        return [.. figures.Select((figure, i) => Judge(i == 0 ? ComparedFigure.Auc : ComparedFigure.BalancedAccuracy, figure(everybody), drawn[i]))];
    }

    /// <summary>How often each participant is drawn, resample after resample; one array that is filled anew.</summary>
    private static IEnumerable<int[]> Draws(ValidationPeople people)
    {
        int[][] strata = [.. Enumerable.Range(0, people.Sessions.Length)
            .GroupBy(participant => (HasClass(participant, 1), HasClass(participant, 0)), (_, stratum) => stratum.ToArray())];
        var random = new CountedRandom(FoldMerge.BootstrapSeed(0, new FoldIndex(-1)));
        var draws = new int[people.Sessions.Length];
        for (var resample = 0; resample < Resamples; resample++)
        {
            Array.Clear(draws);
            foreach (var stratum in strata)
            {
                for (var drawn = 0; drawn < stratum.Length; drawn++)
                {
                    draws[stratum[random.NextInt(stratum.Length)]]++;
                }
            }

            yield return draws;
        }

        bool HasClass(int participant, int label) => Array.Exists(people.Sessions[participant], session => people.Labels[session] == label);
    }

    private static Difference Judge(ComparedFigure figure, (double First, double Second) values, double[] drawn)
    {
        Array.Sort(drawn);
        var varies = drawn[^1] - drawn[0] > 1e-12;
        return new Difference(
            figure,
            ComparisonMethod.Bootstrap,
            values.First,
            values.Second,
            new Interval(values.First - values.Second, varies ? Quantile(LowerTail) : double.NaN, varies ? Quantile(UpperTail) : double.NaN),
            varies ? drawn.StandardDeviation() : double.NaN,
            double.NaN,
            double.NaN);

        double Quantile(double tail) => SortedArrayStatistics.QuantileCustom(drawn, tail, QuantileDefinition.R7);
    }
}
