using SliceActors.Runs.Outcomes;
using SliceActors.Scoring.Measures;
using SliceActors.Scoring.Tests.Reference;

namespace SliceActors.Scoring.Tests.Measures;

public class MetricsTests
{
    [Fact]
    public void Metrics_equal_those_of_the_reference_to_the_last_bit()
    {
        var cases = Golden.Rows(Path.Combine(Golden.Folder, "metrics", "evaluate_prediction.tsv"));
        Assert.Equal(15, cases.Count);
        Assert.All(cases, row =>
        {
            var expected = new ClassificationMetrics(
                Golden.Number(row["accuracy"]),
                Golden.Number(row["balanced_accuracy"]),
                Golden.Number(row["sensitivity"]),
                Golden.Number(row["specificity"]),
                Golden.Number(row["ppv"]),
                Golden.Number(row["npv"]));
            Assert.Equal(expected, Metrics.Of(Labels(row["y"]), Labels(row["y_pred"])));
        });
    }

    [Fact]
    public void Lists_of_different_length_are_refused() => Assert.Throws<ArgumentException>(() => Metrics.Of([0, 1], [0]));

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, -1)]
    public void Labels_other_than_0_and_1_are_refused(int trueLabel, int predictedLabel) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => default(ConfusionCounts).With(trueLabel, predictedLabel));

    private static byte[] Labels(string cell) => cell.Length == 0 ? [] : [.. cell.Split(',').Select(label => (byte)Golden.Whole(label))];
}
