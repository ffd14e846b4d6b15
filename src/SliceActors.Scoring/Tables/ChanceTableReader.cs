using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using static SliceActors.Scoring.Tables.PredictionTableReader;
using static SliceActors.Scoring.Tables.SliceEstimateTables;

namespace SliceActors.Scoring.Tables;

/// <summary>Reads what chance does back: <c>chance.tsv</c> and <c>repeats.tsv</c>.</summary>
public static class ChanceTableReader
{
    /// <summary>Reads how often chance does as well.</summary>
    /// <param name="path">The table.</param>
    /// <returns>Selection, figure, slice position (null for the vote), permutations, p (not a number where there is no figure), in the order of the table.</returns>
    /// <exception cref="BadInputException">It is no such table.</exception>
    public static IReadOnlyList<(Selection Selection, string Figure, int? Slice, int Permutations, double P)> ReadChance(string path)
    {
        var findings = new List<Finding>();
        return Read(
            path,
            ["selection", "figure", "slice_id", "permutations", "p"],
            cells => SelectionOf(cells[0]) is { } selection && (cells[2].Length == 0 || Whole(cells[2]) is not null) && Whole(cells[3]) is { } permutations && Number(cells[4]) is { } p
                ? (selection, cells[1], cells[2].Length == 0 ? null : Whole(cells[2]), permutations, p)
                : ((Selection, string, int?, int, double)?)null,
            "how often chance does as well",
            "chance.tsv as the training wrote it",
            findings)?.ToList() ?? throw new BadInputException(findings);
    }

    /// <summary>Reads figures of the same study with other seeds, and how far they lie apart.</summary>
    /// <param name="path">The table.</param>
    /// <returns>Which repeat (or <c>original</c>, <c>mean</c>, <c>sd</c>, <c>least</c>, <c>most</c>), selection, AUC and balanced accuracy, in the order of the table.</returns>
    /// <exception cref="BadInputException">It is no such table.</exception>
    public static IReadOnlyList<(string Repeat, Selection Selection, double Auc, double BalancedAccuracy)> ReadRepeats(string path)
    {
        var findings = new List<Finding>();
        return Read(
            path,
            ["repeat", "selection", "auc", "balanced_accuracy"],
            cells => SelectionOf(cells[1]) is { } selection && Number(cells[2]) is { } auc && Number(cells[3]) is { } accuracy
                ? (cells[0], selection, auc, accuracy)
                : ((string, Selection, double, double)?)null,
            "figures of a repeat",
            "repeats.tsv as the training wrote it",
            findings)?.ToList() ?? throw new BadInputException(findings);
    }
}
