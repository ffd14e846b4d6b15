using System.Collections.Immutable;
using SliceActors.Runs.Files;
using SliceActors.Scoring.Comparisons;

namespace SliceActors.Scoring.Tables;

/// <summary>
/// Results compared with each other: of each pair a row for each figure and method. <c>first</c> and <c>second</c> hold the figure of either, <c>difference</c> the
/// first less the second. What is not defined is an empty cell.
/// </summary>
public static class ComparisonTable
{
    /// <summary>Writes the table durably.</summary>
    /// <param name="path">The file.</param>
    /// <param name="set">What was compared: <c>validation</c>, or the name of a set of predictions.</param>
    /// <param name="comparisons">The rows.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(string path, string set, ImmutableArray<Comparison> comparisons) => DurableFile.Write(path, stream => Write(stream, set, comparisons));

    private static void Write(Stream stream, string set, ImmutableArray<Comparison> comparisons)
    {
        using var table = new TsvWriter(
            stream,
            [
                "first_result", "second_result", "set", "folds", "participants_1", "participants_0", "figure", "method", "first", "second",
                "difference", "difference_lower", "difference_upper", "standard_error", "smallest_detectable", "statistic", "p", "p_holm", "note",
            ]);
        foreach (var comparison in comparisons)
        {
            foreach (var difference in comparison.Differences)
            {
                table.Cell(comparison.First).Cell(comparison.Second).Cell(set).Cell(comparison.Folds > 0 ? comparison.Folds : null)
                    .Cell(comparison.Positives).Cell(comparison.Negatives).Cell(difference.Figure.Term()).Cell(difference.Method.Term())
                    .Cell(difference.First).Cell(difference.Second).Cells(difference.Value)
                    .Cell(difference.StandardError).Cell(difference.SmallestDetectable).Cell(difference.Statistic).Cell(difference.P).Cell(difference.HolmP)
                    .Cell(string.Join(" ", comparison.Notes)).EndRow();
            }
        }
    }
}
