using SliceActors.Runs.Ids;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Votes;

namespace SliceActors.Scoring.Tests.Votes;

/// <summary>The vote against the plainest possible program that follows the rule's words.</summary>
public class SliceVoteTwinTests
{
    [Theory]
    [InlineData(VoteWeights.BalancedAccuracy)]
    [InlineData(VoteWeights.Accuracy)]
    public void The_vote_agrees_with_a_plain_twin_on_random_tables(VoteWeights weights)
    {
        var random = new CountedRandom(20210413);
        for (var trial = 0; trial < 200; trial++)
        {
            var slices = 1 + random.NextInt(6);
            var weighing = RandomTable(random, 1 + random.NextInt(8), slices);
            var scored = trial % 2 == 0 ? weighing : RandomTable(random, 1 + random.NextInt(8), slices);
            var vote = new VoteSpec { Weights = weights, SelectionThreshold = random.NextInt(5) / 4.0 };

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
        }
    }

    private static SliceLevelTable RandomTable(CountedRandom random, int sessions, int slices)
    {
        var rows = new List<SliceLevelRow>();
        for (var i = 0; i < sessions; i++)
        {
            var label = random.NextInt(2);
            for (var s = 0; s < slices; s++)
            {
                var proba1 = (float)random.NextDouble();
                rows.Add(new SliceLevelRow($"sub-{i / 2}", $"ses-M{i % 2}", new SliceIndex(40 + s), label, proba1 > 0.5 ? 1 : 0, 1 - proba1, proba1));
            }
        }

        var items = rows.ToArray();
        random.Shuffle<SliceLevelRow>(items);
        return new SliceLevelTable("random", items);
    }

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
