using SliceActors.Runs.Specs;
using SliceActors.Scoring.Tests.Reference;
using SliceActors.Scoring.Votes;

namespace SliceActors.Scoring.Tests.Votes;

public class SliceVoteGoldenTests
{
    private static string Root => Path.Combine(Golden.Folder, "soft_voting");

    public static TheoryData<string, string, string> Votes()
    {
        var votes = new TheoryData<string, string, string>();
        foreach (var threshold in Directory.GetDirectories(Root).SelectMany(Directory.GetDirectories).Where(folder => !folder.EndsWith("input", StringComparison.Ordinal)).Order())
        {
            foreach (var set in new[] { "train", "validation", "test" }.Where(set => File.Exists(Path.Combine(threshold, $"{set}_image_level_prediction.tsv"))))
            {
                votes.Add(Path.GetFileName(Path.GetDirectoryName(threshold))!, Path.GetFileName(threshold), set);
            }
        }

        return votes;
    }

    [Fact]
    public void All_recorded_votes_are_there() => Assert.Equal((3 * 9) + 2 + 1, Votes().Count);

    [Theory]
    [MemberData(nameof(Votes))]
    public void Accuracy_as_weight_gives_the_votes_of_the_reference(string name, string threshold, string set)
    {
        var weighing = Golden.SliceTable(Path.Combine(Root, name, "input", $"{(set == "train" ? "train" : "validation")}_slice_level_prediction.tsv"));
        var scored = set == "test" ? Golden.SliceTable(Path.Combine(Root, name, "input", "test_slice_level_prediction.tsv")) : weighing;

        // The reference compares the number of right sessions with the threshold, we compare their rate: the same once both are divided by the number of sessions.
        var sessions = weighing.Rows.Select(row => (row.ParticipantId, row.SessionId)).Distinct().Count();
        var count = threshold == "threshold-none" ? 0 : Golden.Number(threshold["threshold-".Length..]);
        var result = SliceVote.Of(scored, weighing, new VoteSpec { Weights = VoteWeights.Accuracy, SelectionThreshold = count / sessions });

        Expect(Path.Combine(Root, name, threshold, set), result);
    }

    [Fact]
    public void A_threshold_is_a_rate_and_no_number_of_sessions()
    {
        // Rates of the three slices of the crafted validation set: 1, 0, 1/3. The reference keeps the last one at 0.7, as 1 session is more than 0.7.
        var table = Golden.SliceTable(Path.Combine(Root, "crafted", "input", "validation_slice_level_prediction.tsv"));
        var result = SliceVote.Of(table, table, new VoteSpec { Weights = VoteWeights.Accuracy, SelectionThreshold = 0.7 });
        Assert.Equal([1.0, 0, 0], result.Weights.Select(w => w.Weight));
    }

    private static void Expect(string prefix, VoteResult result)
    {
        var weights = Golden.Rows($"{prefix}_weights.tsv");
        var images = Golden.Rows($"{prefix}_image_level_prediction.tsv");
        var probabilities = Golden.Rows($"{prefix}_vote_probabilities.tsv");
        Assert.Equal(weights.Select(row => Golden.Whole(row["slice_id"])), result.Weights.Select(w => w.Slice.Value));
        Assert.Equal(images.Select(row => row["participant_id"] + row["session_id"]), result.Images.Select(i => i.ParticipantId + i.SessionId));
        Assert.Equal(images.Select(row => row.TryGetValue("true_label", out var label) ? Golden.Whole(label) : (int?)null), result.Images.Select(i => i.TrueLabel));
        if (weights[0]["weight"] == "NaN")
        {
            // No slice is ever right: the reference divides by zero and answers 0 for everyone, we let all slices weigh the same.
            Assert.NotNull(result.Warning);
            Assert.All(result.Weights, w => Assert.Equal(1.0 / 3, w.Weight));
            return;
        }

        Assert.Null(result.Warning);
        Assert.All(weights.Zip(result.Weights), pair => Assert.Equal(Golden.Number(pair.First["weight"]), pair.Second.Weight, 1e-15));
        Assert.Equal(images.Select(row => Golden.Whole(row["predicted_label"])), result.Images.Select(i => i.PredictedLabel));
        Assert.All(probabilities.Zip(result.Images), pair =>
        {
            Assert.Equal(Golden.Number(pair.First["proba0"]), pair.Second.Proba0, 1e-15);
            Assert.Equal(Golden.Number(pair.First["proba1"]), pair.Second.Proba1, 1e-15);
        });
    }
}
