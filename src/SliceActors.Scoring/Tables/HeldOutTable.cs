using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.HeldOut;

namespace SliceActors.Scoring.Tables;

/// <summary>
/// <c>estimate-PREFIX.tsv</c>: image-level figures of predictions with 95 % confidence intervals, a row for the mean of the folds' probabilities (<c>ensemble</c>) and
/// one for each fold. A figure that is not defined is an empty cell.
/// </summary>
public static class HeldOutTable
{
    /// <summary>One row.</summary>
    /// <param name="Model">A fold, or <c>ensemble</c>.</param>
    /// <param name="Selection">How epochs were chosen.</param>
    /// <param name="Figures">The figures.</param>
    public readonly record struct Row(string Model, Selection Selection, HeldOutFigures Figures);

    /// <summary>Writes the table durably.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Its rows.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(string path, IEnumerable<Row> rows) => DurableFile.Write(path, stream =>
    {
        using var table = new TsvWriter(
            stream, ["model", "selection", "participants_1", "participants_0", "sessions", "true_1_called_1", "true_1_called_0", "true_0_called_1", "true_0_called_0", .. FigureColumns.Names, "auc_variance", .. FigureColumns.OfProbabilities, "note"]);
        foreach (var (model, selection, held) in rows)
        {
            table.Cell(model).Cell(selection.Term()).Cell(held.Positives).Cell(held.Negatives).Cell(held.Sessions)
                .Cell(held.Called(1, 1)).Cell(held.Called(1, 0)).Cell(held.Called(0, 1)).Cell(held.Called(0, 0))
                .Figures(held.Figures).Cell(held.Figures.AucVariance).Figures(held.Figures.Probabilities)
                .Cell(held.HasOneClassOnly ? "All are of one class." : string.Empty).EndRow();
        }
    });
}
