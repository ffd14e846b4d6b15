using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;

namespace SliceActors.Studies.Folders;

/// <summary>What is kept of folds that were trained once more.</summary>
public static class VariationFolder
{
    /// <summary>
    /// Removes models and logs, so that many permutations fit on a disk. Predictions stay: a vote that is asked for again, after a crash or with networks that
    /// failed at first, is made from them. May be repeated.
    /// </summary>
    /// <param name="tree">The result tree.</param>
    /// <param name="units">Units of such a fold whose outcomes are in the journal.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void KeepPredictions(ResultTree tree, IEnumerable<UnitId> units)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(units);
        foreach (var unit in units.Where(unit => unit.Fold.IsVariation))
        {
            foreach (var file in Directory.EnumerateFiles(tree.Models(unit), "*", SearchOption.AllDirectories).Where(file => file != tree.Predictions(unit)).ToList())
            {
                File.Delete(file);
            }

            File.Delete(tree.TrainingTsv(unit));
            if (Directory.Exists(tree.TensorBoard(unit)))
            {
                Directory.Delete(tree.TensorBoard(unit), recursive: true);
            }
        }
    }
}
