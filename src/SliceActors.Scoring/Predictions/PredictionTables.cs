using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Tables;

namespace SliceActors.Scoring.Predictions;

/// <summary>The tables of predictions on new images: those of each fold beside the tables of its training, those of the folds' mean below <c>ensemble</c>.</summary>
public static class PredictionTables
{
    private static readonly string[] Levels = ["slice", "image"];
    private static readonly string[] Kinds = ["prediction", "metrics", "extended_metrics"];

    /// <summary>All files that a prefix may have in a folder.</summary>
    public static IEnumerable<string> Files(string folder, string prefix) =>
        from level in Levels
        from kind in Kinds
        select Path.Combine(folder, $"{prefix}_{level}_level_{kind}.tsv");

    /// <summary>Folder of the tables of the folds' mean.</summary>
    public static string EnsembleFolder(ResultTree tree, Selection selection)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return Path.Combine(tree.Root, "ensemble", selection.Term());
    }

    /// <summary>Writes the tables of one set durably, each file whole or not at all.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="prefix">Begins the file names.</param>
    /// <param name="predicted">The predictions; an ensemble has no slices.</param>
    /// <returns>The files.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    public static IReadOnlyList<string> Write(string folder, string prefix, PredictedSet predicted)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        var files = predicted.SliceRows.Count == 0
            ? SetTables.OfImages(prefix, predicted.Images, predicted.Scores)
            : SetTables.Of(prefix, predicted.SliceRows, predicted.Images, predicted.Scores);
        var written = new List<string>();
        foreach (var (file, write) in files)
        {
            var path = Path.Combine(folder, file);
            DurableFile.Write(path, write);
            written.Add(path);
        }

        return written;
    }
}
