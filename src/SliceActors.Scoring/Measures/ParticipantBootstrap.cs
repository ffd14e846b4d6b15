using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Randomness;

namespace SliceActors.Scoring.Measures;

/// <summary>
/// Confidence intervals by the percentile bootstrap (Efron and Tibshirani, "An introduction to the bootstrap", 1993): participants are drawn with
/// replacement, as many as there are, and all sessions and slices of a participant come with each draw, since they are not independent of each other.
/// A resample on which a figure is not defined (AUC and average precision need both classes) does not count for that figure. Percentiles are interpolated
/// linearly between the sorted values (type 7 of Hyndman and Fan, 1996; NumPy's default).
/// </summary>
internal static class ParticipantBootstrap
{
    /// <summary>Number of resamples.</summary>
    public const int Resamples = 1000;

    private const double LowerTail = 0.025;
    private const double UpperTail = 0.975;

    /// <summary>Estimates the figures of several sets of examples of the same participants, on the same resamples.</summary>
    /// <param name="sets">The examples.</param>
    /// <param name="participants">Number of participants, at least 1.</param>
    /// <param name="seed">The same seed gives the same intervals.</param>
    /// <returns>One entry per set.</returns>
    public static ProbabilityMetrics[] Estimate(IReadOnlyList<RankedExamples> sets, int participants, ulong seed)
    {
        var draws = new int[participants];
        Array.Fill(draws, 1);
        var values = sets.Select(set => set.Score(draws)).ToArray();
        var resampled = sets.Select(_ => new ProbabilityScores[Resamples]).ToArray();
        var random = new CountedRandom(seed);
        for (var resample = 0; resample < Resamples; resample++)
        {
            Array.Clear(draws);
            for (var drawn = 0; drawn < participants; drawn++)
            {
                draws[random.NextInt(participants)]++;
            }

            for (var set = 0; set < sets.Count; set++)
            {
                resampled[set][resample] = sets[set].Score(draws);
            }
        }

        return [.. values.Zip(resampled, Estimate)];
    }

    private static ProbabilityMetrics Estimate(ProbabilityScores value, ProbabilityScores[] resampled)
    {
        return new ProbabilityMetrics(
            Figure(scores => scores.Auc),
            Figure(scores => scores.AveragePrecision),
            Figure(scores => scores.BrierScore),
            Figure(scores => scores.ExpectedCalibrationError));

        MetricEstimate Figure(Func<ProbabilityScores, double> figure)
        {
            var sorted = resampled.Select(figure).Where(number => !double.IsNaN(number)).Order().ToArray();
            return new MetricEstimate(figure(value), Percentile(sorted, LowerTail), Percentile(sorted, UpperTail), sorted.Length);
        }
    }

    private static double Percentile(double[] sorted, double tail)
    {
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        var position = (sorted.Length - 1) * tail;
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
