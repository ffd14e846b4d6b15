using CsCheck;
using SliceActors.Scoring.Measures;
using SliceActors.Scoring.Tests.Reference;

namespace SliceActors.Scoring.Tests.Measures;

public class RankedExamplesTests
{
    [Theory]
    [InlineData("tiny_cnn/input/validation", 0.82625, 0.8174377900355607, 0.1829364914416532, 0.10660166889429093)]
    [InlineData("crafted/input/validation", 0.3888888888888889, 0.3055555555555556, 0.3628472222222222, 0.3194444444444444)]
    [InlineData("tiny_cnn/input/train", 0.9766666666666667, 0.9787549014181772, 0.11373002162213165, 0.19935073219239713)]
    public void The_figures_are_those_of_scikit_learn(string table, double auc, double averagePrecision, double brierScore, double calibrationError)
    {
        var rows = Golden.SliceTable(Path.Combine(Golden.Folder, "soft_voting", $"{table}_slice_level_prediction.tsv")).Rows;
        var scores = Score([.. rows.Select(row => (double)row.Proba1)], [.. rows.Select(row => (byte)row.TrueLabel!.Value)]);

        Assert.Equal(auc, scores.Auc, 1e-12);
        Assert.Equal(averagePrecision, scores.AveragePrecision, 1e-12);
        Assert.Equal(brierScore, scores.BrierScore, 1e-12);
        Assert.Equal(calibrationError, scores.ExpectedCalibrationError, 1e-12);
    }

    [Fact]
    public void Ties_count_one_half_and_bins_are_closed_on_the_right()
    {
        var scores = Score([.1, .3, .3, .3, .9, .9, .5, 1.0, 0.0, .2], [0, 1, 0, 1, 1, 0, 0, 1, 1, 0]);

        Assert.Equal(0.58, scores.Auc, 1e-12);
        Assert.Equal(0.6619047619047618, scores.AveragePrecision, 1e-12);
        Assert.Equal(0.319, scores.BrierScore, 1e-12);
        Assert.Equal((0.9 + 0.2 + 1.1 + 0.5 + 0.8 + 0) / 10, scores.ExpectedCalibrationError, 1e-12);
    }

    [Fact]
    public void A_participant_drawn_twice_counts_like_two() => Gen.Select(Gen.Int[0, 19].Array[60], Gen.Byte[0, 1].Array[60], Gen.Int[0, 3].Array[20]).Sample((twentieths, labels, draws) =>
    {
        var probabilities = Array.ConvertAll(twentieths, number => number / 20.0);
        int[] participants = [.. Enumerable.Range(0, 60).Select(i => i / 3)];
        var drawn = Enumerable.Range(0, 60).SelectMany(i => Enumerable.Repeat(i, draws[participants[i]])).ToArray();

        var counted = new RankedExamples(probabilities, labels, participants).Score(draws);
        var repeated = Score(Array.ConvertAll(drawn, i => probabilities[i]), Array.ConvertAll(drawn, i => labels[i]));

        Assert.Equal(repeated.Auc, counted.Auc, 1e-12);
        Assert.Equal(repeated.AveragePrecision, counted.AveragePrecision, 1e-12);
        Assert.Equal(repeated.BrierScore, counted.BrierScore, 1e-12);
        Assert.Equal(repeated.ExpectedCalibrationError, counted.ExpectedCalibrationError, 1e-12);
        Assert.Equal(PairwiseAuc(Array.ConvertAll(drawn, i => probabilities[i]), Array.ConvertAll(drawn, i => labels[i])), counted.Auc, 1e-12);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void With_one_class_only_ranks_say_nothing_but_errors_do(byte label)
    {
        var scores = Score([0.25, 0.75], [label, label]);

        Assert.Equal(double.NaN, scores.Auc);
        Assert.Equal(double.NaN, scores.AveragePrecision);
        Assert.Equal(((0.75 * 0.75) + (0.25 * 0.25)) / 2, scores.BrierScore);
        Assert.Equal(0.5, scores.ExpectedCalibrationError);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_probability_that_is_no_number_is_never_ordered(double probability)
    {
        var scores = Score([0.25, probability, 0.75], [0, 0, 1]);

        Assert.Equal(new ProbabilityScores(double.NaN, double.NaN, double.NaN, double.NaN), scores);
    }

    private static ProbabilityScores Score(double[] probabilities, byte[] labels)
    {
        var draws = new int[labels.Length];
        Array.Fill(draws, 1);
        return new RankedExamples(probabilities, labels, [.. Enumerable.Range(0, labels.Length)]).Score(draws);
    }

    private static double PairwiseAuc(double[] probabilities, byte[] labels)
    {
        var pairs = from i in Enumerable.Range(0, labels.Length) where labels[i] == 1 from j in Enumerable.Range(0, labels.Length) where labels[j] == 0 select (i, j);
        return pairs.Average(pair => probabilities[pair.i] > probabilities[pair.j] ? 1 : probabilities[pair.i] == probabilities[pair.j] ? 0.5 : 0);
    }
}
