using System.Globalization;
using System.Text;
using SliceActors.Runs.Files;
using SliceActors.Scoring.Numbers;

namespace SliceActors.Learning.Logs;

/// <summary>
/// The table <c>training.tsv</c> of a network, byte for byte as pandas would write it. It is written as a whole each time, so that a resumed training
/// never leaves a row twice or half.
/// </summary>
internal static class TrainingLog
{
    private const string ClassificationHeader = "epoch\titeration\ttime\tbalanced_accuracy_train\tloss_train\tbalanced_accuracy_valid\tloss_valid\n";
    private const string ReconstructionHeader = "epoch\titeration\ttime\tloss_train\tloss_valid\n";

    /// <summary>Writes the table.</summary>
    /// <param name="path">The file; replaced when it exists.</param>
    /// <param name="rows">All rows in order, at least one; either all with balanced accuracies (cnn, multicnn) or none (autoencoder).</param>
    /// <param name="flushing">How much of it has to be on the disk.</param>
    /// <exception cref="ArgumentException">There is no row, or some rows have balanced accuracies and others have none.</exception>
    /// <exception cref="IOException">The disk refused; the old file, if any, is untouched.</exception>
    public static void Write(string path, IReadOnlyList<TrainingLogRow> rows, Flushing flushing = Flushing.Everything) =>
        DurableFile.WriteSealed(path, stream => stream.Write(Encoding.UTF8.GetBytes(Format(rows))), flushing);

    /// <summary>The text of the table: tab-separated, line feeds, an empty cell for NaN.</summary>
    /// <param name="rows">As for <see cref="Write"/>.</param>
    /// <exception cref="ArgumentException">There is no row, or some rows have balanced accuracies and others have none.</exception>
    public static string Format(IReadOnlyList<TrainingLogRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            throw new ArgumentException("A training log begins with its first evaluation.", nameof(rows));
        }

        var classification = rows[0].BalancedAccuracyTrain is not null;
        var text = new StringBuilder(classification ? ClassificationHeader : ReconstructionHeader);
        foreach (var row in rows)
        {
            if ((row.BalancedAccuracyTrain is not null) != classification || (row.BalancedAccuracyValidation is not null) != classification)
            {
                throw new ArgumentException("Some rows have balanced accuracies and others have none.", nameof(rows));
            }

            text.Append(CultureInfo.InvariantCulture, $"{row.Epoch}\t{row.Iteration}");
            Cell(text, row.Seconds);
            Cell(text, row.BalancedAccuracyTrain);
            Cell(text, row.LossTrain);
            Cell(text, row.BalancedAccuracyValidation);
            Cell(text, row.LossValidation);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Cell(StringBuilder text, double? value)
    {
        if (value is { } number)
        {
            text.Append('\t').Append(PythonNumber.Format(number));
        }
    }
}
