using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Predictions;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Tables;
using SliceActors.Scoring.Tests.Folds;
using SliceActors.Scoring.Tests.Reference;

namespace SliceActors.Scoring.Tests.Predictions;

public sealed class PredictionMergeTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("predictions-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("tiny_cnn", VoteWeights.Accuracy, "threshold-none")]
    [InlineData("crafted", VoteWeights.Accuracy, "threshold-none")]
    [InlineData("crafted_no_labels", VoteWeights.Accuracy, "threshold-none")]
    public void New_images_get_the_votes_that_the_reference_gives_a_third_set(string run, VoteWeights weights, string threshold)
    {
        var inputs = Path.Combine(Golden.Folder, "soft_voting", run, "input");
        var test = Golden.SliceTable(Path.Combine(inputs, "test_slice_level_prediction.tsv"));
        var validation = Golden.SliceTable(Path.Combine(inputs, "validation_slice_level_prediction.tsv"));
        var slices = new SliceRange(test.Rows.Min(row => row.Slice), test.Rows.Select(row => row.Slice).Distinct().Count());
        var sessions = test.Rows.Select(row => new ScoredSession(row.ParticipantId, row.SessionId, row.TrueLabel)).Distinct().ToImmutableArray();
        var rows = sessions.SelectMany(s => test.Rows.Where(row => (row.ParticipantId, row.SessionId) == (s.ParticipantId, s.SessionId)).OrderBy(row => row.Slice)).ToList();
        var predictions = new SetPredictions([.. rows.Select(row => row.Proba0)], [.. rows.Select(row => row.Proba1)], [.. rows.Select(row => (byte)row.PredictedLabel)], 0);

        var predicted = PredictionMerge.OfFold(sessions, [(slices, predictions)], NetworkType.Cnn, validation, new VoteSpec { Weights = weights }, 1, new FoldIndex(0));
        PredictionTables.Write(folder.FullName, "test", predicted);

        var expected = File.ReadAllLines(Path.Combine(inputs, "..", threshold, "test_image_level_prediction.tsv"));
        Assert.Equal(expected, File.ReadAllLines(Path.Combine(folder.FullName, "test_image_level_prediction.tsv")).Select(line => string.Join('\t', line.Split('\t')[..^2])));
        Assert.Equal(run != "crafted_no_labels", predicted.Scores is not null);
        Assert.Equal(run == "crafted_no_labels" ? 2 : 6, Directory.GetFiles(folder.FullName).Length);
    }

    [Fact]
    public void The_mean_of_the_folds_weighs_them_alike_and_a_tie_is_class_0()
    {
        var one = Images(("sub-a", 0.75), ("sub-b", 0.25), ("sub-c", 1));
        var other = Images(("sub-a", 0.25), ("sub-b", 0.5), ("sub-c", 0.25));

        var mean = PredictionMerge.OfFolds([one, other], 1);

        Assert.Equal([0.5, 0.375, 0.625], mean.Images.Select(image => image.Proba1));
        Assert.Equal([0, 0, 1], mean.Images.Select(image => image.PredictedLabel));
        Assert.Equal(2.0 / 3, mean.Scores!.Metrics.Accuracy);
        Assert.Equal(PredictionTables.Files("f", "p").Where(file => file.Contains("image", StringComparison.Ordinal)), PredictionTables.Write(folder.FullName, "p", mean).Select(file => Path.Combine("f", Path.GetFileName(file))));
    }

    [Fact]
    public void A_table_is_read_back_as_it_was_written()
    {
        var plan = SmallFold.Plan(3);
        var result = FoldMerge.Merge(plan, SmallFold.Fold, NetworkType.Multicnn, new VoteSpec(), 1, SmallFold.Outcomes(plan, NetworkType.Multicnn));
        FoldTables.Write(new ResultTree(folder.FullName), result);
        var findings = new List<Finding>();

        var read = SliceTableReader.Read(Path.Combine(new ResultTree(folder.FullName).Classification(SmallFold.Fold, Selection.BestLoss), "validation_slice_level_prediction.tsv"), findings);

        Assert.Empty(findings);
        Assert.Equal(result.Sets[^1].SliceRows, read!.Rows);
    }

    [Theory]
    [InlineData("participant_id\tsession_id\n", 1, "columns participant_id, session_id")]
    [InlineData("participant_id\tsession_id\tslice_id\ttrue_label\tpredicted_label\tproba0\tproba1\nsub-a\tses-M00\t3\t0\t0\t0.5\t0.5\nsub-a\tses-M00\t4\t2\t0\t0.5\t0.5\n", 3, "'sub-a\tses-M00\t4\t2\t0\t0.5\t0.5'")]
    [InlineData("participant_id\tsession_id\tslice_id\ttrue_label\tpredicted_label\tproba0\tproba1\nsub-a\tses-M00\t3\t0\t0\tnan\tnan\n", 2, "'sub-a\tses-M00\t3\t0\t0\tnan\tnan'")]
    [InlineData("participant_id\tsession_id\tslice_id\ttrue_label\tpredicted_label\tproba0\tproba1\nsub-a\tses-M00\t3\t0\t0\t-1\t2\n", 2, "'sub-a\tses-M00\t3\t0\t0\t-1\t2'")]
    public void A_table_that_is_none_is_refused_by_its_line(string text, int line, string found)
    {
        var path = Path.Combine(folder.FullName, "table.tsv");
        File.WriteAllText(path, text);
        var findings = new List<Finding>();

        Assert.Null(SliceTableReader.Read(path, findings));

        Assert.Equal((path, line, found), (findings[0].Where, findings[0].Line!.Value, findings[0].Found));
    }

    private static ImmutableArray<ImageLevelRow> Images(params (string Participant, double Proba1)[] images) =>
        [.. images.Select((image, index) => new ImageLevelRow(image.Participant, "ses-M00", index % 2 == 0 ? index / 2 : 1, 0, 1 - image.Proba1, image.Proba1))];
}
