using SliceActors.Runs.Files;
using SliceActors.Scoring.Explanations;

namespace SliceActors.Scoring.Tables;

/// <summary><c>maps.tsv</c>, a row for each image that was explained, <c>groups.tsv</c>, one for each mean, and <c>randomisation.tsv</c>, what is left of maps when weights are shuffled.</summary>
public static class ExplanationTables
{
    /// <summary>Writes <c>maps.tsv</c> durably.</summary>
    /// <param name="path">The file.</param>
    /// <param name="images">The rows.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void WriteMaps(string path, IEnumerable<ExplainedImage> images) => DurableFile.Write(path, stream =>
    {
        using var table = new TsvWriter(stream, "participant_id", "session_id", "fold", "true_label", "predicted_label", "proba1", "map");
        foreach (var (model, answer, file) in images)
        {
            table.Cell(answer.ParticipantId).Cell(answer.SessionId).Cell(model).Cell(answer.TrueLabel).Cell(answer.PredictedLabel).Cell(answer.Proba1).Cell(file).EndRow();
        }
    });

    /// <summary>Writes <c>groups.tsv</c> durably.</summary>
    /// <param name="path">The file.</param>
    /// <param name="groups">The rows: what makes the group, its value, its images, and the name of their mean map.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void WriteGroups(string path, IEnumerable<(string Column, string Value, int Images, string File)> groups) => DurableFile.Write(path, stream =>
    {
        using var table = new TsvWriter(stream, "column", "value", "images", "map");
        foreach (var (column, value, images, file) in groups)
        {
            table.Cell(column).Cell(value).Cell(images).Cell(file).EndRow();
        }
    });

    /// <summary>Writes <c>randomisation.tsv</c> durably.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layers">The rows.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void WriteRandomisation(string path, IEnumerable<RandomisedLayer> layers) => DurableFile.Write(path, stream =>
    {
        using var table = new TsvWriter(stream, "fold", "slice_id", "step", "layer", "correlation");
        foreach (var row in layers)
        {
            table.Cell(row.Fold.Value).Cell(row.Slice.Value).Cell(row.Step).Cell(row.Layer);
            _ = row.Correlation is { } correlation ? table.Cell(correlation) : table.Cell(string.Empty);
            table.EndRow();
        }
    });
}
