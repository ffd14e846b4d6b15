using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Randomness;
using SliceActors.Scoring.Measures;

namespace SliceActors.Scoring.Tests.Measures;

public class ParticipantBootstrapTests
{
    [Fact]
    public void The_same_seed_gives_the_same_intervals_and_another_seed_does_not()
    {
        var first = Estimate(Examples(30, 1), 30, 5);

        Assert.Equal(first, Estimate(Examples(30, 1), 30, 5));
        Assert.NotEqual(first, Estimate(Examples(30, 1), 30, 6));
    }

    [Fact]
    public void All_examples_of_a_participant_are_drawn_together()
    {
        // Ten slices of each image that say the same know no more than one.
        var single = Estimate(Examples(30, 1), 30, 5);
        var tenfold = Estimate(Examples(30, 10), 30, 5);

        Assert.Equal(single.Auc.Lower, tenfold.Auc.Lower, 1e-12);
        Assert.Equal(single.Auc.Upper, tenfold.Auc.Upper, 1e-12);
        Assert.Equal(single.BrierScore.Lower, tenfold.BrierScore.Lower, 1e-12);
        Assert.Equal(single.ExpectedCalibrationError.Upper, tenfold.ExpectedCalibrationError.Upper, 1e-12);
    }

    [Fact]
    public void The_interval_of_a_mean_is_that_of_the_normal_distribution()
    {
        const int Participants = 400;
        var estimate = Estimate(Examples(Participants, 1), Participants, 2).BrierScore;
        var random = new CountedRandom(11);
        var squares = Enumerable.Range(0, Participants).Select(i => Math.Pow(Probability(random, i) - (i % 2), 2)).ToList();
        var error = Math.Sqrt(squares.Sum(square => Math.Pow(square - squares.Average(), 2)) / Participants / Participants);

        Assert.Equal(squares.Average(), estimate.Value, 1e-12);
        Assert.Equal(estimate.Value - (1.96 * error), estimate.Lower, error / 4);
        Assert.Equal(estimate.Value + (1.96 * error), estimate.Upper, error / 4);
    }

    [Fact]
    public void A_resample_with_one_class_only_counts_for_errors_but_not_for_ranks()
    {
        var estimate = Estimate(new RankedExamples([0.2, 0.6], [0, 1], [0, 1]), 2, 4);

        // Of two participants, one of each class, half of the resamples have both.
        Assert.InRange(estimate.Auc.Resamples, 430, 570);
        Assert.Equal(estimate.Auc.Resamples, estimate.AveragePrecision.Resamples);
        Assert.Equal((1.0, 1.0, 1.0), (estimate.Auc.Value, estimate.Auc.Lower, estimate.Auc.Upper));
        Assert.Equal(ParticipantBootstrap.Resamples, estimate.BrierScore.Resamples);
        Assert.Equal((0.1, 0.04, 0.16), (Math.Round(estimate.BrierScore.Value, 9), Math.Round(estimate.BrierScore.Lower, 9), Math.Round(estimate.BrierScore.Upper, 9)));
    }

    [Fact]
    public void A_set_with_one_class_only_has_no_interval_of_its_ranks()
    {
        var estimate = Estimate(new RankedExamples([0.2, 0.6], [1, 1], [0, 1]), 2, 4);

        Assert.Equal(new MetricEstimate(double.NaN, double.NaN, double.NaN, 0), estimate.Auc);
    }

    private static ProbabilityMetrics Estimate(RankedExamples examples, int participants, ulong seed) => ParticipantBootstrap.Estimate([examples], participants, seed)[0];

    private static RankedExamples Examples(int participants, int perParticipant)
    {
        var random = new CountedRandom(11);
        double[] probabilities = [.. Enumerable.Range(0, participants).Select(i => Probability(random, i))];
        var owners = Enumerable.Range(0, participants * perParticipant).Select(i => i / perParticipant).ToArray();
        return new RankedExamples(Array.ConvertAll(owners, i => probabilities[i]), Array.ConvertAll(owners, i => (byte)(i % 2)), owners);
    }

    private static double Probability(CountedRandom random, int participant) => Math.Round((random.NextDouble() + (0.3 * (participant % 2))) / 1.3, 3);
}
