using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Curves;

namespace SliceActors.Scoring.Tables;

/// <summary>
/// <c>curves.tsv</c> and <c>curves-PREFIX.tsv</c>: ROC and precision-recall curves with 95 % intervals, a row for each point, from none called 1 to all. An interval belongs to the greatest sensitivity
/// at the false-positive rate of the row, and to the greatest precision at its sensitivity (recall).
/// </summary>
public static class CurveTables
{
    /// <summary>The table of a group of held-out people.</summary>
    public static string PathOf(ResultTree tree, string prefix)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return Path.Combine(tree.Root, $"curves-{prefix}.tsv");
    }

    /// <summary>Writes the curves of the validation sets durably.</summary>
    /// <param name="path">The file.</param>
    /// <param name="curves">The curves, at least one.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(string path, ValidationCurves curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        Write(path, [.. curves.Mean is { } mean ? [("mean", string.Empty, mean)] : Array.Empty<(string, string, BandedCurve)>(), .. curves.Folds.Select(fold => ($"{fold.Fold}", string.Empty, fold.Curve))]);
    }

    /// <summary>Writes the curves of held-out people durably.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model"><c>ensemble</c>, or a fold.</param>
    /// <param name="curves">The curves, by how epochs were chosen.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(string path, string model, IEnumerable<(Selection Selection, BandedCurve Curve)> curves) =>
        Write(path, [.. curves.Select(curve => (model, curve.Selection.Term(), curve.Curve))]);

    private static void Write(string path, IReadOnlyList<(string Model, string Selection, BandedCurve Curve)> curves) => DurableFile.Write(path, stream =>
    {
        using var table = new TsvWriter(
            stream, "model", "selection", "threshold", "false_positive_rate", "sensitivity", "sensitivity_lower", "sensitivity_upper", "precision", "precision_lower", "precision_upper");
        foreach (var (model, selection, curve) in curves)
        {
            foreach (var point in curve.Curve.Points)
            {
                var (sensitivity, precision) = (curve.Sensitivity(point), curve.Precision(point));
                table.Cell(model).Cell(selection).Cell(point.Threshold).Cell(point.FalsePositiveRate)
                    .Cell(point.Sensitivity).Cell(sensitivity.Lower).Cell(sensitivity.Upper)
                    .Cell(curve.PrecisionOf(point.Sensitivity, point.FalsePositiveRate)).Cell(precision.Lower).Cell(precision.Upper).EndRow();
            }
        }
    });
}
