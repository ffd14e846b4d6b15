using System.Collections.Immutable;
using SliceActors.Runs;

namespace SliceActors.Scoring;

/// <summary>
/// Writes the result tables of a fold: the names, columns, order and number formats that readers of ClinicaDL 0.2.1 results know, with <c>proba0</c> and
/// <c>proba1</c> appended at image level. The bytes depend on the result only.
/// </summary>
public static class FoldTables
{
    private static readonly string[] MetricColumns = ["accuracy", "balanced_accuracy", "sensitivity", "specificity", "ppv", "npv"];

    /// <summary>
    /// Writes all tables of a fold durably: eight per selection for a classifier, <c>missing_slices.tsv</c> when networks did not finish (an older one is removed
    /// when all did) and <c>leakage.tsv</c> when participants are in both sets; none for an autoencoder.
    /// </summary>
    /// <param name="tree">The output folder.</param>
    /// <param name="result">The merged fold.</param>
    /// <returns>Path, below <see cref="ResultTree.Root"/> and beginning with it, and digest of each file, in the order of writing.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    public static IReadOnlyList<(string Path, FileDigest Digest)> Write(ResultTree tree, FoldResult result)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(result);
        var written = new List<(string, FileDigest)>();
        if (result.NetworkType == NetworkType.Autoencoder)
        {
            return written;
        }

        foreach (var set in result.Sets)
        {
            var folder = tree.Classification(result.Summary.Fold, set.Selection);
            var prefix = set.Subset.Term();
            Add(Path.Combine(folder, $"{prefix}_slice_level_prediction.tsv"), stream => SlicePredictions(stream, set.SliceRows));
            Add(Path.Combine(folder, $"{prefix}_slice_level_metrics.tsv"), stream => SliceMetrics(stream, set.SliceMetrics));
            Add(Path.Combine(folder, $"{prefix}_image_level_prediction.tsv"), stream => ImagePredictions(stream, set.Images));
            Add(Path.Combine(folder, $"{prefix}_image_level_metrics.tsv"), stream => ImageMetrics(stream, set.ImageMetrics));
        }

        var classification = Path.Combine(tree.Fold(result.Summary.Fold), "cnn_classification");
        var missing = Path.Combine(classification, "missing_slices.tsv");
        if (!result.MissingUnits.IsEmpty)
        {
            Add(missing, stream => MissingSlices(stream, result.MissingUnits));
        }
        else if (File.Exists(missing))
        {
            File.Delete(missing);
            DurableFile.FlushFolder(classification);
        }

        if (!result.LeakedParticipants.IsEmpty)
        {
            Add(Path.Combine(classification, "leakage.tsv"), stream => Leakage(stream, result.LeakedParticipants));
        }

        return written;

        void Add(string path, Action<Stream> write) => written.Add((path, DurableFile.Write(path, write)));
    }

    private static void SlicePredictions(Stream stream, IReadOnlyList<SliceLevelRow> rows)
    {
        using var table = new TsvWriter(stream, "participant_id", "session_id", "slice_id", "true_label", "predicted_label", "proba0", "proba1");
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            table.Cell(row.ParticipantId).Cell(row.SessionId).Cell(row.Slice.Value).Cell(row.TrueLabel).Cell(row.PredictedLabel)
                .Cell((double)row.Proba0).Cell((double)row.Proba1).EndRow();
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

    private static void ImagePredictions(Stream stream, ImmutableArray<ImageLevelRow> rows)
    {
        using var table = new TsvWriter(stream, "participant_id", "session_id", "true_label", "predicted_label", "proba0", "proba1");
        foreach (var row in rows)
        {
            table.Cell(row.ParticipantId).Cell(row.SessionId).Cell(row.TrueLabel).Cell(row.PredictedLabel).Cell(row.Proba0).Cell(row.Proba1).EndRow();
        }
    }

    private static void ImageMetrics(Stream stream, ClassificationMetrics metrics)
    {
        using var table = new TsvWriter(stream, MetricColumns);
        Cells(table, metrics).EndRow();
    }

    private static void MissingSlices(Stream stream, ImmutableArray<TrainingUnit> units)
    {
        using var table = new TsvWriter(stream, "slice_id", "network");
        foreach (var unit in units)
        {
            for (var s = 0; s < unit.Slices.Count; s++)
            {
                table.Cell(unit.Slices.At(s).Value).Cell(unit.Id.Network?.Value).EndRow();
            }
        }
    }

    private static void Leakage(Stream stream, ImmutableArray<string> participants)
    {
        using var table = new TsvWriter(stream, "participant_id");
        foreach (var participant in participants)
        {
            table.Cell(participant).EndRow();
        }
    }

    private static TsvWriter Cells(TsvWriter table, ClassificationMetrics metrics) => table
        .Cell(metrics.Accuracy).Cell(metrics.BalancedAccuracy).Cell(metrics.Sensitivity)
        .Cell(metrics.Specificity).Cell(metrics.PositivePredictiveValue).Cell(metrics.NegativePredictiveValue);
}
