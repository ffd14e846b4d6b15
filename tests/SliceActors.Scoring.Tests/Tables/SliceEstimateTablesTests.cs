using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Tables;
using SliceActors.Scoring.Tests.Estimates;

namespace SliceActors.Scoring.Tests.Tables;

public sealed class SliceEstimateTablesTests : IDisposable
{
    private readonly ResultTree tree = new(Directory.CreateTempSubdirectory().FullName);

    public void Dispose() => Directory.Delete(tree.Root, recursive: true);

    [Fact]
    public void The_table_of_a_fold_is_read_as_it_was_written()
    {
        var slices = Of(MadeUpFold.Vector());

        SliceEstimateTables.WriteFold(tree.SlicesOf(new FoldIndex(0)), slices);

        Assert.Equal(6, slices.Length);
        Assert.Equal(slices.ToArray(), SliceEstimateTables.ReadFold(tree.SlicesOf(new FoldIndex(0))).ToArray());
    }

    [Fact]
    public void Figures_are_means_over_the_folds_with_intervals()
    {
        WriteFold(0, MadeUpFold.Vector());
        WriteFold(1, MadeUpFold.Vector());

        SliceEstimateTables.Write(tree, [new FoldIndex(1), new FoldIndex(0)]);

        var lines = File.ReadAllLines(tree.Slices);
        var auc = Of(MadeUpFold.Vector())[0].Auc;
        Assert.StartsWith("selection\tslice_id\tfolds\tparticipants_1\tparticipants_0\tauc\tauc_lower\tauc_upper\tbalanced_accuracy\t", lines[0], StringComparison.Ordinal);
        Assert.StartsWith(FormattableString.Invariant($"best_balanced_accuracy\t40\t2\t6\t8\t{auc:R}\t"), lines[1], StringComparison.Ordinal);
        Assert.Equal(7, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == '\t'), line.Count(c => c == '\t')));
    }

    [Fact]
    public void A_slice_without_a_figure_has_empty_cells_and_the_reason()
    {
        WriteFold(0, MadeUpFold.Vector() with { Labels = [1, 0, 0, 0, 0, 0, 0] });

        SliceEstimateTables.Write(tree, [new FoldIndex(0)]);

        Assert.Equal(
            "best_balanced_accuracy\t40\t0\t0\t0" + new string('\t', 14) + "Not available in fold 0: fewer than two people of class 1.",
            File.ReadAllLines(tree.Slices)[1]);
    }

    [Fact]
    public void A_network_that_failed_has_no_row_and_one_that_never_said_a_number_no_figure()
    {
        var fold = MadeUpFold.Vector();
        var finished = fold.Outcomes().RemoveAt(0);
        var silent = finished[0] with { ValidationByEpoch = [.. finished[0].ValidationByEpoch!.Value.Select(_ => float.NaN)] };

        var slices = SliceEstimates.Of(fold.Plan, fold.NetworkType, MadeUpFold.Fold, [silent, finished[1]]);

        Assert.Equal([41, 42, 41, 42], slices.Select(slice => slice.Slice.Value));
        Assert.Equal((double.NaN, "a network has no epoch whose predictions are numbers"), (slices[0].Auc, slices[0].Missing));
        Assert.Equal(string.Empty, slices[1].Missing);
    }

    [Fact]
    public void Autoencoders_and_folds_of_earlier_versions_have_no_table()
    {
        SliceEstimateTables.WriteFold(tree.SlicesOf(new FoldIndex(0)), SliceEstimates.Of(MadeUpFold.Vector().Plan, NetworkType.Autoencoder, MadeUpFold.Fold, []));
        SliceEstimateTables.Write(tree, [new FoldIndex(0)]);

        Assert.Empty(Directory.EnumerateFileSystemEntries(tree.Root));
    }

    [Fact]
    public void A_damaged_table_is_named_with_its_line()
    {
        WriteFold(0, MadeUpFold.Vector());
        File.AppendAllText(tree.SlicesOf(new FoldIndex(0)), "best_loss\tforty\n");

        var finding = Assert.Single(Assert.Throws<BadInputException>(() => SliceEstimateTables.Write(tree, [new FoldIndex(0)])).Findings);

        Assert.Equal((tree.SlicesOf(new FoldIndex(0)), 8), (finding.Where, finding.Line));
    }

    private static ImmutableArray<SliceFigures> Of(MadeUpFold fold) => SliceEstimates.Of(fold.Plan, fold.NetworkType, MadeUpFold.Fold, fold.Outcomes());

    private void WriteFold(int fold, MadeUpFold madeUp) => SliceEstimateTables.WriteFold(tree.SlicesOf(new FoldIndex(fold)), Of(madeUp));
}
