using CsCheck;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Votes;

namespace SliceActors.Scoring.Tests.Votes;

/// <summary>The vote against the plainest possible program that follows the rule's words.</summary>
public class SliceVoteTwinTests
{
    private static readonly Gen<(SliceLevelTable Scored, SliceLevelTable Weighing, double Threshold)> Votes =
        from slices in Gen.Int[1, 6]
        from weighing in Table(slices)
        from other in Table(slices)
        from isItself in Gen.Bool
        from quarters in Gen.Int[0, 4]
        select (isItself ? weighing : other, weighing, quarters / 4.0);

    [Theory]
    [InlineData(VoteWeights.BalancedAccuracy)]
    [InlineData(VoteWeights.Accuracy)]
    public void The_vote_agrees_with_a_plain_twin(VoteWeights weights) => Votes.Sample(
        (scored, weighing, threshold) =>
        {
            var vote = new VoteSpec { Weights = weights, SelectionThreshold = threshold };

            var result = SliceVote.Of(scored, weighing, vote);

            var expected = Twin(scored.Rows, weighing.Rows, vote);
            Assert.Equal(expected.Count, result.Images.Length);
            foreach (var image in result.Images)
            {
                var (p0, p1) = expected[(image.ParticipantId, image.SessionId)];
                Assert.Equal(p0, image.Proba0, 1e-12);
                Assert.Equal(p1, image.Proba1, 1e-12);
                Assert.Equal(image.Proba1 > image.Proba0 ? 1 : 0, image.PredictedLabel);
            }
        },
        iter: 200);

    private static Gen<SliceLevelTable> Table(int slices) =>
        from labels in Gen.Int[0, 1].Array[1, 8]
        from probabilities in Gen.Single[0, 1].Array[labels.Length * slices]
        let rows = labels.SelectMany((label, session) => probabilities.Skip(session * slices).Take(slices).Select((proba1, slice) => new SliceLevelRow(
            $"sub-{session / 2}", $"ses-M{session % 2}", new SliceIndex(40 + slice), label, proba1 > 0.5 ? 1 : 0, 1 - proba1, proba1)))
        from shuffled in Gen.Shuffle(rows.ToArray())
        select new SliceLevelTable("random", shuffled);

    private static Dictionary<(string, string), (double P0, double P1)> Twin(IReadOnlyList<SliceLevelRow> scored, IReadOnlyList<SliceLevelRow> weighing, VoteSpec vote)
    {
        var weights = weighing.GroupBy(row => row.Slice).ToDictionary(slice => slice.Key, slice => Weight(slice, vote));
        if (weights.Values.All(weight => weight == 0))
        {
            weights = weights.ToDictionary(pair => pair.Key, _ => 1.0);
        }

        return scored.GroupBy(row => (row.ParticipantId, row.SessionId)).ToDictionary(session => session.Key, session => (
            session.Sum(row => weights[row.Slice] * row.Proba0) / session.Sum(row => weights[row.Slice]),
            session.Sum(row => weights[row.Slice] * row.Proba1) / session.Sum(row => weights[row.Slice])));
    }

    private static double Weight(IEnumerable<SliceLevelRow> slice, VoteSpec vote)
    {
        if (vote.Weights == VoteWeights.Accuracy)
        {
            var accuracy = slice.Average(row => row.TrueLabel == row.PredictedLabel ? 1.0 : 0);
            return accuracy >= vote.SelectionThreshold ? accuracy : 0;
        }

        var balanced = (Recall(slice, 1) + Recall(slice, 0)) / 2;
        return balanced > vote.SelectionThreshold ? balanced : 0;
    }

    private static double Recall(IEnumerable<SliceLevelRow> slice, int label) =>
        slice.Where(row => row.TrueLabel == label).Select(row => row.PredictedLabel == label ? 1.0 : 0).DefaultIfEmpty(0).Average();
}
