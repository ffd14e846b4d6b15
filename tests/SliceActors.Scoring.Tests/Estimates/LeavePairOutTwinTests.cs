using CsCheck;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Tests.Estimates;

/// <summary>Leave-pair-out against the plainest possible program that follows the rule's words, pair by pair and row by row.</summary>
public class LeavePairOutTwinTests
{
    private static readonly float[] Coarse = [0, .25f, .4f, .5f, .6f, .75f, 1];

    private static readonly Gen<(MadeUpFold Fold, VoteSpec Vote)> Folds =
        from isCnn in Gen.Bool
        from isCoarse in Gen.Bool
        from sessions in Gen.Int[2, 14]
        from participants in Gen.Int[0, 9].Array[sessions]
        from labels in Gen.Int[0, 1].Array[sessions]
        from slices in Gen.Int[1, 4]
        from epochs in isCnn ? Gen.Int[1, 5].Select(all => Enumerable.Repeat(all, slices).ToArray()) : Gen.Int[1, 5].Array[slices]
        from probabilities in (isCoarse ? Gen.OneOf(Coarse) : Gen.Int[0, 1000].Select(thousandths => thousandths / 1000f)).Array[epochs.Sum() * sessions]
        from damaged in Gen.Int[0, 4].Array[slices]
        from threshold in Gen.OneOf(0.0, 0.5, 0.6, 0.75, 0.95)
        from weights in Gen.Enum<VoteWeights>()
        select (
            new MadeUpFold(isCnn ? NetworkType.Cnn : NetworkType.Multicnn, participants, labels, Answers(probabilities, epochs, sessions, damaged)),
            new VoteSpec { SelectionThreshold = threshold, Weights = weights });

    [Theory]
    [InlineData(Selection.BestBalancedAccuracy)]
    [InlineData(Selection.BestLoss)]
    public void Every_pair_is_judged_as_by_a_plain_twin(Selection selection) => Folds.Sample(
        (fold, vote) =>
        {
            var judged = LeavePairOut.Judge(fold.Answers, vote, selection);

            var (positives, negatives) = (Of(fold, 1), Of(fold, 0));
            var (skipped, equal, right1, right0) = (0, 0, 0, 0);
            foreach (var (row, a) in positives.Index())
            {
                foreach (var (column, b) in negatives.Index())
                {
                    var twin = Twin(fold, vote, selection, a, b);
                    Assert.Equal(twin?.Order, judged.Matrix.At(row, column));
                    skipped += twin is null ? 1 : 0;
                    equal += twin is { IsEqual: true } ? 1 : 0;
                    right1 += twin is { Called1: true } ? 1 : 0;
                    right0 += twin is { Called0: true } ? 1 : 0;
                }
            }

            Assert.Equal((skipped, equal, right1, right0), (judged.Skipped, judged.EqualWeights, judged.PositivesRight, judged.NegativesRight));
        },
        iter: 400);

    [Theory]
    [InlineData(Selection.BestBalancedAccuracy)]
    [InlineData(Selection.BestLoss)]
    public void Every_slice_alone_is_judged_as_by_a_plain_twin(Selection selection) => Folds.Sample(
        (fold, _) =>
        {
            var judged = fold.Answers.Networks.SelectMany(network => SlicesAlone.Judge(network, fold.Answers.People, selection)).ToArray();

            Assert.Equal(fold.Probabilities.Length, judged.Length);
            var (right1, right0) = (new int[judged.Length], new int[judged.Length]);
            foreach (var (row, a) in Of(fold, 1).Index())
            {
                foreach (var (column, b) in Of(fold, 0).Index())
                {
                    var chosen = Chosen(fold, selection, Rest(fold, a, b));
                    foreach (var (slice, pairs) in judged.Index())
                    {
                        Assert.Equal(chosen is null ? null : (double?)(chosen[slice][a].CompareTo(chosen[slice][b]) + 1) / 2, pairs.Matrix.At(row, column));
                        right1[slice] += chosen is not null && IsRight(fold, chosen[slice], a) ? 1 : 0;
                        right0[slice] += chosen is not null && IsRight(fold, chosen[slice], b) ? 1 : 0;
                    }
                }
            }

            Assert.Equal(right1.Zip(right0), judged.Select(slice => (slice.PositivesRight, slice.NegativesRight)));
        },
        iter: 300);

    // One epoch of the network has an answer that is no number, unless it is the only one.
    private static float[][][] Answers(float[] probabilities, int[] epochs, int sessions, int[] damaged)
    {
        var chunks = probabilities.Chunk(sessions).ToArray();
        return [.. epochs.Select((count, slice) => chunks.Skip(epochs.Take(slice).Sum()).Take(count)
            .Select((answers, epoch) => count > 1 && epoch == damaged[slice] && epoch > 0 ? [.. answers.Skip(1), float.NaN] : answers).ToArray())];
    }

    private static List<int> Of(MadeUpFold fold, int label) => [.. Enumerable.Range(0, fold.Labels.Length).Where(i => fold.Labels[i] == label)];

    private static (double Order, bool IsEqual, bool Called1, bool Called0)? Twin(MadeUpFold fold, VoteSpec vote, Selection selection, int a, int b)
    {
        var rest = Rest(fold, a, b);
        if (Chosen(fold, selection, rest) is not { } chosen)
        {
            return null;
        }

        var weights = chosen.Select(answers => vote.Weights == VoteWeights.Accuracy
            ? Rate(rest.Average(i => IsRight(fold, answers, i) ? 1.0 : 0), rate => rate >= vote.SelectionThreshold)
            : Rate(Balanced(fold, rest, [answers]), rate => rate > vote.SelectionThreshold)).ToArray();
        var isEqual = weights.All(weight => weight == 0);
        weights = isEqual ? [.. weights.Select(_ => 1.0)] : weights;

        // Scores nearer than this are ties that rounding broke: weights here are rates, not whole numbers.
        var difference = Math.Round(Score(a, p => p) - Score(b, p => p), 12);
        return (difference > 0 ? 1 : difference == 0 ? 0.5 : 0, isEqual, IsCalledOne(a), !IsCalledOne(b));

        bool IsCalledOne(int i) => Math.Round(Score(i, p => p) - Score(i, p => 1 - p), 12) > 0;

        double Score(int i, Func<float, float> of) => chosen.Zip(weights, (answers, weight) => weight * of(answers[i])).Sum() / weights.Sum();

        double Rate(double rate, Func<double, bool> passes) => passes(rate) ? rate : 0;
    }

    private static int[] Rest(MadeUpFold fold, int a, int b) =>
        [.. Enumerable.Range(0, fold.Labels.Length).Where(i => fold.Participants[i] != fold.Participants[a] && fold.Participants[i] != fold.Participants[b])];

    /// <summary>The answers of each slice after the epoch that is chosen on the rest; null where a class is missing from it.</summary>
    private static float[][]? Chosen(MadeUpFold fold, Selection selection, int[] rest)
    {
        if (rest.Select(i => fold.Labels[i]).Distinct().Count() < 2)
        {
            return null;
        }

        float[][][][] networks = fold.NetworkType == NetworkType.Cnn ? [fold.Probabilities] : [.. fold.Probabilities.Select(slice => new[] { slice })];
        return [.. networks.SelectMany(network =>
        {
            var usable = Enumerable.Range(0, network[0].Length).Where(epoch => network.All(slice => slice[epoch].All(float.IsFinite)));
            var best = selection == Selection.BestLoss
                ? usable.Order().MinBy(epoch => Loss(fold, rest, network, epoch))
                : usable.Order().MaxBy(epoch => Math.Round(Balanced(fold, rest, network.Select(slice => slice[epoch])), 12));
            return network.Select(slice => slice[best]);
        })];
    }

    private static bool IsRight(MadeUpFold fold, float[] answers, int i) => (answers[i] > 1 - answers[i] ? 1 : 0) == fold.Labels[i];

    private static double Balanced(MadeUpFold fold, int[] rest, IEnumerable<float[]> answers) =>
        ((int[])[1, 0]).Average(label => answers.SelectMany(slice => rest.Where(i => fold.Labels[i] == label).Select(i => IsRight(fold, slice, i) ? 1.0 : 0)).Average());

    private static double Loss(MadeUpFold fold, int[] rest, float[][][] network, int epoch)
    {
        var sum = 0.0;
        foreach (var i in rest)
        {
            foreach (var slice in network)
            {
                sum += -Math.Log(fold.Labels[i] == 1 ? slice[epoch][i] : 1 - slice[epoch][i]);
            }
        }

        return sum / (rest.Length * network.Length);
    }
}
