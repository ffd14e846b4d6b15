namespace SliceActors.Scoring.Measures;

/// <summary>
/// Examples with their predicted probability of class 1, sorted once, so that each bootstrap resample is scored in one pass. The figures, each example
/// counting as often as its participant was drawn:
/// <list type="bullet">
/// <item>AUC: the probability that an example of class 1 has a higher probability than one of class 0, ties counting one half (midranks; Hanley and
/// McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve", Radiology 1982). NaN unless both classes are there.</item>
/// <item>Average precision: Σ (Rₙ − Rₙ₋₁)·Pₙ over the distinct probabilities as thresholds, from the highest down, R recall and P precision, without
/// interpolation (as in scikit-learn's <c>average_precision_score</c>). NaN unless both classes are there.</item>
/// <item>Brier score: mean of (p − y)² (Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 1950).</item>
/// <item>Expected calibration error: Σ n_b/n·|mean y − mean p| over the ten bins (b/10, (b+1)/10] of p, the first one with 0 (Naeini, Cooper and
/// Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015; bins closed on the right as in Guo et al., "On calibration of
/// modern neural networks", ICML 2017).</item>
/// </list>
/// Where a probability is not a number there is no order: every figure is NaN then.
/// </summary>
internal sealed class RankedExamples
{
    private const int Bins = 10;

    private readonly double[] probabilities; // descending
    private readonly byte[] labels;
    private readonly int[] participants;
    private readonly byte[] bins;
    private readonly bool hasOrder;

    /// <summary>Sorts the examples.</summary>
    /// <param name="probabilities">Probability of class 1 of each example.</param>
    /// <param name="labels">Its class, 0 or 1.</param>
    /// <param name="participants">Its participant, 0 … n − 1.</param>
    public RankedExamples(double[] probabilities, byte[] labels, int[] participants)
    {
        hasOrder = Array.TrueForAll(probabilities, double.IsFinite);

        // Equal probabilities keep their order, so that the last digits of sums do not depend on the sorting.
        var order = Enumerable.Range(0, probabilities.Length).OrderByDescending(i => probabilities[i]).ToArray();
        this.probabilities = Array.ConvertAll(order, i => probabilities[i]);
        this.labels = Array.ConvertAll(order, i => labels[i]);
        this.participants = Array.ConvertAll(order, i => participants[i]);
        bins = Array.ConvertAll(this.probabilities, BinOf);
    }

    /// <summary>The figures of a resample.</summary>
    /// <param name="draws">How often each participant was drawn.</param>
    public ProbabilityScores Score(ReadOnlySpan<int> draws)
    {
        if (!hasOrder)
        {
            return new ProbabilityScores(double.NaN, double.NaN, double.NaN, double.NaN);
        }

        var (positives, negatives, tiedPositives, tiedNegatives) = (0L, 0L, 0L, 0L);
        var (twiceOrdered, precision) = (0L, 0.0);
        var (squares, miscalibration, surplus) = (0.0, 0.0, 0.0);
        for (var i = 0; i < probabilities.Length; i++)
        {
            var weight = draws[participants[i]];
            var error = labels[i] - probabilities[i];
            squares += weight * (error * error);
            surplus += weight * error;
            if (labels[i] == 1)
            {
                tiedPositives += weight;
            }
            else
            {
                tiedNegatives += weight;
            }

            var isLast = i == probabilities.Length - 1;
            if (isLast || bins[i + 1] != bins[i])
            {
                miscalibration += Math.Abs(surplus);
                surplus = 0;
            }

            if (isLast || probabilities[i + 1] != probabilities[i])
            {
                twiceOrdered += tiedNegatives * ((2 * positives) + tiedPositives);
                positives += tiedPositives;
                negatives += tiedNegatives;
                precision += tiedPositives == 0 ? 0 : tiedPositives * ((double)positives / (positives + negatives));
                (tiedPositives, tiedNegatives) = (0, 0);
            }
        }

        var hasBoth = positives > 0 && negatives > 0;
        var all = (double)(positives + negatives);
        return new ProbabilityScores(
            hasBoth ? twiceOrdered / (2.0 * positives * negatives) : double.NaN,
            hasBoth ? precision / positives : double.NaN,
            squares / all,
            miscalibration / all);
    }

    private static byte BinOf(double probability)
    {
        byte bin = 0;
        while (bin < Bins - 1 && probability > (bin + 1) / (double)Bins)
        {
            bin++;
        }

        return bin;
    }
}
