using CsCheck;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Numbers;
using SliceActors.Scoring.Tables;

namespace SliceActors.Scoring.Tests.Tables;

public sealed class SummaryTableTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("summary-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Mean_and_sample_deviation_are_over_the_folds_that_have_the_metric()
    {
        var rows = Write(Fold(2, 1, 0.5), Fold(0, 0.5, double.NaN), Fold(1, 0.75, 0.75));

        Assert.Equal(10, rows.Count);
        Assert.Equal("best_loss\tvalidation\tbalanced_accuracy\t3\t0.75\t0.25", rows.Single(row => row.Contains("\tbalanced_accuracy\t", StringComparison.Ordinal)));
        Assert.Equal($"best_loss\tvalidation\tauc\t2\t0.625\t{PythonNumber.Format(Math.Sqrt(2) * 0.125)}", rows.Single(row => row.Contains("\tauc\t", StringComparison.Ordinal)));
    }

    [Fact]
    public void One_fold_has_a_mean_and_no_deviation() =>
        Assert.Contains("best_loss\tvalidation\tauc\t1\t0.75\t", Write(Fold(0, 0.5, 0.75)));

    [Fact]
    public void The_order_of_the_folds_changes_no_byte()
    {
        FoldSummary[] folds = [Fold(0, 0.1, 0.2), Fold(1, 0.3, 0.4), Fold(2, 0.7, 0.9), Fold(3, 0.6, 0.8)];
        var inOrder = Write(folds);

        Gen.Shuffle(folds).Sample(shuffled => Assert.Equal(inOrder, Write(shuffled)), iter: 20, threads: 1);
    }

    [Fact]
    public void Without_any_result_there_is_no_summary() => Assert.Empty(Write(new FoldSummary(new FoldIndex(0), [], [], [])));

    private List<string> Write(params FoldSummary[] folds)
    {
        var tree = new ResultTree(folder.FullName);
        SummaryTable.Write(tree, folds);
        return File.Exists(tree.Summary) ? [.. File.ReadAllLines(tree.Summary).Skip(1)] : [];
    }

    private static FoldSummary Fold(int fold, double balancedAccuracy, double auc)
    {
        var any = new MetricEstimate(0.5, 0, 1, 1000);
        return new FoldSummary(
            new FoldIndex(fold),
            [new ImageLevelResult(Selection.BestLoss, DataSubset.Validation, new ClassificationMetrics(0.5, balancedAccuracy, 1, 0, 0, 0), new ProbabilityMetrics(any with { Value = auc }, any, any, any))],
            [],
            []);
    }
}
