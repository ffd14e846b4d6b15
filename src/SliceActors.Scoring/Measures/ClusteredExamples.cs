using SliceActors.Runs.Outcomes;

namespace SliceActors.Scoring.Measures;

/// <summary>Sessions with the probability of class 1 that each was given, by participant. Both classes occur.</summary>
internal sealed class ClusteredExamples
{
    private readonly int[][] strata; // participants by the class of their first example

    /// <summary>Groups examples.</summary>
    /// <param name="probabilities">Probability of class 1 of each example.</param>
    /// <param name="labels">Its class, 0 or 1.</param>
    /// <param name="owners">Its participant, 0 … participants − 1.</param>
    /// <param name="participants">Number of participants, each with an example.</param>
    public ClusteredExamples(double[] probabilities, int[] labels, int[] owners, int participants)
    {
        (Probabilities, Labels, Owners, Participants) = (probabilities, labels, owners, participants);
        strata = [.. Enumerable.Range(0, participants).GroupBy(participant => labels[Array.IndexOf(owners, participant)]).Select(stratum => stratum.ToArray())];
    }

    /// <summary>Probability of class 1 of each example.</summary>
    public double[] Probabilities { get; }

    /// <summary>Class of each example.</summary>
    public int[] Labels { get; }

    /// <summary>Participant of each example.</summary>
    public int[] Owners { get; }

    /// <summary>Number of participants.</summary>
    public int Participants { get; }

    /// <summary>Average precision, with the variance of the jackknife over participants.</summary>
    public EstimatedFigure AveragePrecision => Jackknife(scores => scores.AveragePrecision);

    /// <summary>Brier score, with the variance of the jackknife over participants.</summary>
    public EstimatedFigure BrierScore => Jackknife(scores => scores.BrierScore);

    /// <summary>
    /// Squared deviations from the mean of the participants of the same class (that of their first example), summed, each class corrected for its size; NaN where
    /// a class has one participant only.
    /// </summary>
    /// <param name="values">A value of each participant.</param>
    public double SumOfSquares(double[] values) =>
        strata.Sum(stratum => stratum.Length / (stratum.Length - 1.0) * Squares(stratum, values));

    private static double Squares(int[] stratum, double[] values)
    {
        var mean = stratum.Average(participant => values[participant]);
        return stratum.Sum(participant => (values[participant] - mean) * (values[participant] - mean));
    }

    /// <summary>The jackknife of a stratified sample (Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 11; Wolter, "Introduction to variance estimation", 2007).</summary>
    private EstimatedFigure Jackknife(Func<ProbabilityScores, double> figure)
    {
        var ranked = new RankedExamples(Probabilities, Array.ConvertAll(Labels, label => (byte)label), Owners);
        var draws = new int[Participants];
        Array.Fill(draws, 1);
        var value = figure(ranked.Score(draws));
        var without = new double[Participants];
        for (var participant = 0; participant < Participants; participant++)
        {
            draws[participant] = 0;
            without[participant] = figure(ranked.Score(draws));
            draws[participant] = 1;
        }

        var isKnown = Array.TrueForAll(strata, stratum => stratum.Length > 1);
        return new EstimatedFigure(value, isKnown ? strata.Sum(stratum => (stratum.Length - 1.0) / stratum.Length * Squares(stratum, without)) : double.NaN);
    }
}
