using System.Collections.Immutable;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Folds;

namespace SliceActors.Scoring.Tables;

/// <summary>
/// Writes the result tables of a fold: the names, columns, order and number formats that readers of ClinicaDL 0.2.1 results know, with <c>proba0</c> and
/// <c>proba1</c> appended at image level, and extended metrics in files of their own. The bytes depend on the result only.
/// </summary>
public static class FoldTables
{
    /// <summary>
    /// Writes all tables of a fold durably: twelve per selection for a classifier, <c>missing_slices.tsv</c> when networks did not finish (an older one is removed
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
            foreach (var (file, write) in SetTables.Of(set.Subset.Term(), set.SliceRows, set.Images, set.Scores))
            {
                Add(Path.Combine(folder, file), write);
            }
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
}
