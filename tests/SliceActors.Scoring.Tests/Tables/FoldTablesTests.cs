using CsCheck;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Tables;
using SliceActors.Scoring.Tests.Folds;
using SliceActors.Scoring.Tests.Reference;

namespace SliceActors.Scoring.Tests.Tables;

public sealed class FoldTablesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fold-tables-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(NetworkType.Cnn)]
    [InlineData(NetworkType.Multicnn)]
    public void Twelve_tables_per_selection_are_written_and_their_digests_told(NetworkType networkType)
    {
        var plan = SmallFold.Plan(3);
        var (tree, written) = Write("out", plan, networkType, SmallFold.Outcomes(plan, networkType));
        Assert.Equal(
            from selection in new[] { "best_balanced_accuracy", "best_loss" }
            from subset in new[] { "train", "validation" }
            from table in new[]
            {
                "slice_level_prediction", "slice_level_metrics", "slice_level_extended_metrics", "image_level_prediction", "image_level_metrics", "image_level_extended_metrics",
            }
            select Path.Combine(tree.Root, "fold-1", "cnn_classification", selection, $"{subset}_{table}.tsv"),
            written.Select(file => file.Path));
        Assert.All(written, file => Assert.True(DurableFile.Matches(file.Path, file.Digest)));
        Assert.Equal(written.Select(file => file.Path).Order(), Directory.GetFiles(tree.Root, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_order_of_the_outcomes()
    {
        var plan = SmallFold.Plan(5);
        var outcomes = SmallFold.Outcomes(plan, NetworkType.Multicnn);
        var expected = Write("in-order", plan, NetworkType.Multicnn, outcomes).Written.Select(file => file.Digest).ToList();
        Gen.Shuffle(outcomes.ToArray()).Sample(
            shuffled => Assert.Equal(expected, Write("shuffled", plan, NetworkType.Multicnn, shuffled).Written.Select(file => file.Digest)),
            iter: 10,
            threads: 1);
    }

    [Theory]
    [InlineData(NetworkType.Cnn, "")]
    [InlineData(NetworkType.Multicnn, "10")]
    public void One_slice_per_image_gives_the_same_columns_and_order_as_many(NetworkType networkType, string slice)
    {
        var plan = SmallFold.Plan(1);
        var (tree, _) = Write("out", plan, networkType, SmallFold.Outcomes(plan, networkType));
        var tables = tree.Classification(SmallFold.Fold, Selection.BestLoss);
        Assert.Equal(["sub-a ses-M00", "sub-a ses-M12", "sub-b ses-M00", "sub-c ses-M00"],
            Golden.Rows(Path.Combine(tables, "train_image_level_prediction.tsv")).Select(row => $"{row["participant_id"]} {row["session_id"]}"));
        Assert.Equal(["accuracy", "balanced_accuracy", "sensitivity", "specificity", "ppv", "npv"],
            Golden.Rows(Path.Combine(tables, "train_image_level_metrics.tsv"))[0].Keys);
        var metrics = Golden.Rows(Path.Combine(tables, "train_slice_level_metrics.tsv"))[0];
        Assert.Equal(("0", slice), (metrics["total_kl_loss"], metrics["slice_id"]));
    }

    [Fact]
    public void Missing_slices_are_listed_until_a_later_merge_has_them()
    {
        var plan = SmallFold.Plan(3);
        var outcomes = SmallFold.Outcomes(plan, NetworkType.Multicnn);
        var (tree, written) = Write("out", plan, NetworkType.Multicnn, [outcomes[1]]);
        var missing = Path.Combine(tree.Root, "fold-1", "cnn_classification", "missing_slices.tsv");
        Assert.Equal("slice_id\tnetwork\n10\t0\n12\t2\n", File.ReadAllText(missing));
        Assert.Equal(missing, written[^1].Path);

        (_, written) = Write("out", plan, NetworkType.Multicnn, outcomes);
        Assert.False(File.Exists(missing));
        Assert.Equal(24, written.Count);
    }

    [Fact]
    public void A_single_network_that_failed_leaves_only_the_list_of_its_slices()
    {
        var (tree, written) = Write("out", SmallFold.Plan(2), NetworkType.Cnn, []);
        Assert.Equal("slice_id\tnetwork\n10\t\n11\t\n", File.ReadAllText(Assert.Single(written).Path));
        Assert.Single(Directory.GetFiles(tree.Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Leaked_participants_are_written_into_the_results()
    {
        var plan = SmallFold.Plan(2, "sub-a", "sub-d");
        var (tree, written) = Write("out", plan, NetworkType.Cnn, SmallFold.Outcomes(plan, NetworkType.Cnn));
        Assert.Equal(Path.Combine(tree.Root, "fold-1", "cnn_classification", "leakage.tsv"), written[^1].Path);
        Assert.Equal("participant_id\nsub-a\nsub-d\n", File.ReadAllText(written[^1].Path));
    }

    [Fact]
    public void An_autoencoder_has_no_tables()
    {
        var (tree, written) = Write("out", SmallFold.Plan(2), NetworkType.Autoencoder, []);
        Assert.Empty(written);
        Assert.False(Directory.Exists(tree.Root));
    }

    private (ResultTree Tree, IReadOnlyList<(string Path, FileDigest Digest)> Written) Write(string name, RunPlan plan, NetworkType networkType, IReadOnlyCollection<UnitPredictions> outcomes)
    {
        var tree = new ResultTree(Path.Combine(folder.FullName, name));
        return (tree, FoldTables.Write(tree, FoldMerge.Merge(plan, SmallFold.Fold, networkType, new VoteSpec(), 1, outcomes)));
    }
}
