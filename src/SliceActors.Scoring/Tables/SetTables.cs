using System.Collections.Immutable;
using SliceActors.Runs.Outcomes;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Tables;

/// <summary>The tables of one set: names, columns, order and number formats of ClinicaDL 0.2.1, and the extended metrics beside them.</summary>
internal static class SetTables
{
    private static readonly string[] MetricColumns = ["accuracy", "balanced_accuracy", "sensitivity", "specificity", "ppv", "npv"];
    private static readonly string[] EstimateColumns = ["metric", "value", "lower_95", "upper_95", "resamples"];

    /// <summary>The files of a set, each with what writes it: predictions always, metrics when the labels are known.</summary>
    /// <param name="prefix">Begins the file names.</param>
    /// <param name="slices">Slice-level predictions.</param>
    /// <param name="images">Image-level predictions.</param>
    /// <param name="scores">How good they are; null without labels, the tables have no column <c>true_label</c> then.</param>
    public static IEnumerable<(string File, Action<Stream> Write)> Of(
        string prefix, IReadOnlyList<SliceLevelRow> slices, ImmutableArray<ImageLevelRow> images, SetScores? scores)
    {
        var labelled = scores is not null;
        yield return ($"{prefix}_slice_level_prediction.tsv", stream => SlicePredictions(stream, slices, labelled));
        if (scores is not null)
        {
            yield return ($"{prefix}_slice_level_metrics.tsv", stream => SliceMetrics(stream, scores.Slices));
            yield return ($"{prefix}_slice_level_extended_metrics.tsv", stream => SliceEstimates(stream, scores.Slices));
        }

        foreach (var file in OfImages(prefix, images, scores))
        {
            yield return file;
        }
    }

    /// <summary>The image-level files alone.</summary>
    /// <inheritdoc cref="Of"/>
    public static IEnumerable<(string File, Action<Stream> Write)> OfImages(string prefix, ImmutableArray<ImageLevelRow> images, SetScores? scores)
    {
        var labelled = scores is not null;
        yield return ($"{prefix}_image_level_prediction.tsv", stream => ImagePredictions(stream, images, labelled));
        if (scores is not null)
        {
            yield return ($"{prefix}_image_level_metrics.tsv", stream => ImageMetrics(stream, scores.Metrics));
            yield return ($"{prefix}_image_level_extended_metrics.tsv", stream => ImageEstimates(stream, scores.Probabilities));
        }
    }

    /// <summary>The metrics of the tables by the names of their columns.</summary>
    public static IEnumerable<(string Name, double Value)> Named(ClassificationMetrics metrics) => MetricColumns.Zip(Values(metrics));

    /// <summary>The extended metrics by the names of their rows.</summary>
    public static IEnumerable<(string Name, MetricEstimate Estimate)> Named(ProbabilityMetrics metrics) =>
    [
        ("auc", metrics.Auc),
        ("average_precision", metrics.AveragePrecision),
        ("brier_score", metrics.BrierScore),
        ("expected_calibration_error", metrics.ExpectedCalibrationError),
    ];

    private static void SlicePredictions(Stream stream, IReadOnlyList<SliceLevelRow> rows, bool labelled)
    {
        using var table = new TsvWriter(stream, Columns(["participant_id", "session_id", "slice_id"], labelled));
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            table.Cell(row.ParticipantId).Cell(row.SessionId).Cell(row.Slice.Value);
            Predicted(table, labelled, row.TrueLabel, row.PredictedLabel, row.Proba0, row.Proba1);
        }
    }

    private static void ImagePredictions(Stream stream, ImmutableArray<ImageLevelRow> rows, bool labelled)
    {
        using var table = new TsvWriter(stream, Columns(["participant_id", "session_id"], labelled));
        foreach (var row in rows)
        {
            table.Cell(row.ParticipantId).Cell(row.SessionId);
            Predicted(table, labelled, row.TrueLabel, row.PredictedLabel, row.Proba0, row.Proba1);
        }
    }

    private static void SliceMetrics(Stream stream, ImmutableArray<SliceLevelMetrics> rows)
    {
        // The loss of a variational network, which is none of ours, is the number 0 in the tables of all others.
        const int TotalKlLoss = 0;
        using var table = new TsvWriter(stream, [.. MetricColumns, "total_loss", "total_kl_loss", "slice_id"]);
        foreach (var row in rows)
        {
            Cells(table, row.Metrics).Cell(row.TotalLoss).Cell(TotalKlLoss).Cell(row.Slice?.Value).EndRow();
        }
    }

    private static void ImageMetrics(Stream stream, ClassificationMetrics metrics)
    {
        using var table = new TsvWriter(stream, MetricColumns);
        Cells(table, metrics).EndRow();
    }

    private static void SliceEstimates(Stream stream, ImmutableArray<SliceLevelMetrics> rows)
    {
        using var table = new TsvWriter(stream, [.. EstimateColumns, "slice_id"]);
        foreach (var row in rows)
        {
            foreach (var (name, estimate) in Named(row.Probabilities))
            {
                Cells(table, name, estimate).Cell(row.Slice?.Value).EndRow();
            }
        }
    }

    private static void ImageEstimates(Stream stream, ProbabilityMetrics metrics)
    {
        using var table = new TsvWriter(stream, EstimateColumns);
        foreach (var (name, estimate) in Named(metrics))
        {
            Cells(table, name, estimate).EndRow();
        }
    }

    private static string[] Columns(string[] ids, bool labelled) => [.. ids, .. labelled ? ["true_label"] : Array.Empty<string>(), "predicted_label", "proba0", "proba1"];

    private static void Predicted(TsvWriter table, bool labelled, int? trueLabel, int predictedLabel, double proba0, double proba1)
    {
        if (labelled)
        {
            table.Cell(trueLabel);
        }

        table.Cell(predictedLabel).Cell(proba0).Cell(proba1).EndRow();
    }

    private static TsvWriter Cells(TsvWriter table, ClassificationMetrics metrics)
    {
        foreach (var value in Values(metrics))
        {
            table.Cell(value);
        }

        return table;
    }

    private static TsvWriter Cells(TsvWriter table, string name, MetricEstimate estimate) =>
        table.Cell(name).Cell(estimate.Value).Cell(estimate.Lower).Cell(estimate.Upper).Cell(estimate.Resamples);

    private static double[] Values(ClassificationMetrics metrics) =>
    [
        metrics.Accuracy, metrics.BalancedAccuracy, metrics.Sensitivity, metrics.Specificity, metrics.PositivePredictiveValue, metrics.NegativePredictiveValue,
    ];
}
