using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Tables;
using SliceActors.Scoring.Tests.Estimates;

namespace SliceActors.Scoring.Tests.Tables;

public sealed class EstimateTableTests : IDisposable
{
    private readonly ResultTree tree = new(Directory.CreateTempSubdirectory().FullName);

    public void Dispose() => Directory.Delete(tree.Root, recursive: true);

    [Fact]
    public void The_figure_to_publish_comes_first()
    {
        var lines = Write(Fold(1), Fold(0));

        Assert.StartsWith("estimate\tselection\tfold\tfolds\tparticipants_1\tparticipants_0\tpairs\tskipped_pairs\tequal_weight_pairs\tauc\tauc_lower\tauc_upper\t", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("leave_pair_out\tbest_balanced_accuracy\tmean\t2\t6\t8\t24\t0\t14\t0.4166666666666667\t", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("leave_pair_out\tbest_balanced_accuracy\t0\t1\t3\t4\t12\t0\t7\t0.4166666666666667\t", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("last_epoch\t\t1\t1\t3\t4\t12\t\t\t", lines[^1], StringComparison.Ordinal);
        Assert.Equal(16, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == '\t'), line.Count(c => c == '\t')));
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_order_of_the_folds() => Assert.Equal(Write(Fold(0), Fold(1), Fold(2)), Write(Fold(2), Fold(0), Fold(1)));

    [Fact]
    public void A_figure_that_is_not_there_is_an_empty_cell_with_its_reason()
    {
        var one = new FoldSummary(new FoldIndex(0), [], [], []) { Estimate = (MadeUpFold.Vector() with { Labels = [1, 0, 0, 0, 0, 0, 0] }).Estimate(new VoteSpec()) };

        Assert.Equal(
            "leave_pair_out\tbest_balanced_accuracy\tmean\t0\t0\t0\t0\t0\t0" + new string('\t', 34) + "Not available in fold 0: fewer than two people of class 1.",
            Write(one)[1]);
    }

    [Fact]
    public void Of_autoencoders_there_is_no_table()
    {
        EstimateTable.Write(tree, [new FoldSummary(new FoldIndex(0), [], [], [])]);

        Assert.Empty(Directory.EnumerateFileSystemEntries(tree.Root));
    }

    private static FoldSummary Fold(int fold) =>
        new(new FoldIndex(fold), [], [], []) { Estimate = MadeUpFold.Vector().Estimate(new VoteSpec { SelectionThreshold = 0.9 }) };

    private string[] Write(params FoldSummary[] folds)
    {
        EstimateTable.Write(tree, folds);
        return File.ReadAllLines(tree.Estimate);
    }
}
