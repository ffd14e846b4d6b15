using SliceActors.Cohorts.TsvTool;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.Reading;

/// <summary>Which files of a tree made by <c>tsvtool split</c> or <c>tsvtool kfold</c> make up the sets of a fold.</summary>
/// <param name="data">Root of the tree, kind of split, diagnoses.</param>
internal sealed class LabelTree(DataSpec data)
{
    /// <summary>Folder of a set.</summary>
    /// <param name="subset">The set.</param>
    /// <param name="split">Index of the k-fold split; ignored by a single split.</param>
    public string Folder(DataSubset subset, int split) => data.NSplits is { } n
        ? Path.Combine(data.TsvPath, $"{subset.Term()}_splits-{n}", $"split-{split}")
        : Path.Combine(data.TsvPath, subset.Term());

    /// <summary>Files of a set, in the order of the diagnoses. Validation is always the baseline list.</summary>
    public IReadOnlyList<string> Files(DataSubset subset, int split)
    {
        var suffix = data.Baseline || subset == DataSubset.Validation ? "_baseline.tsv" : ".tsv";
        return [.. data.Diagnoses.Distinct().Select(diagnosis => Path.Combine(Folder(subset, split), diagnosis + suffix))];
    }

    /// <summary>Looks for the folder and the files of a set.</summary>
    /// <param name="subset">The set.</param>
    /// <param name="split">Index of the k-fold split.</param>
    /// <param name="findings">Receives what is missing, what would be read and what to do about it.</param>
    /// <returns>The files that are there.</returns>
    public IReadOnlyList<string> Find(DataSubset subset, int split, ICollection<Finding> findings)
    {
        var folder = Folder(subset, split);
        var files = Files(subset, split);
        if (!Directory.Exists(folder))
        {
            findings.Add(new Finding(
                folder, null, "no such folder", $"{string.Join(", ", files.Select(Path.GetFileName))} would be read from it{Advice(subset)}"));
            return [];
        }

        foreach (var file in files.Where(file => !File.Exists(file)))
        {
            var there = Directory.GetFiles(folder, "*.tsv").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
            findings.Add(new Finding(
                file, null, "no such file", $"the folder has {(there.Count == 0 ? "no .tsv file" : string.Join(", ", there))}; choose labels with --diagnoses"));
        }

        return [.. files.Where(File.Exists)];
    }

    private string Advice(DataSubset subset)
    {
        var tree = new DividedFolder(data.TsvPath);
        var kinds = tree.FoldCounts(subset);
        var heldOut = tree.HasTrain ? tree.HeldOut() : [];
        if (data.NSplits is { } n)
        {
            return kinds.Contains($"{n}", StringComparer.Ordinal) ? "" :
                kinds.Count > 0 ? $"; the tree has --n_splits {string.Join(", ", kinds)}" :
                heldOut.Count > 0 ? AdviceBeside(tree, heldOut, subset, $"tsvtool kfold {tree.Train} --n_splits {n}") :
                $"; make it with tsvtool kfold --n_splits {n} --subset_name validation";
        }

        return kinds.Count > 0 ? $"; the tree is one of folds: give --n_splits {string.Join(" or ", kinds)}" :
            heldOut.Count > 0 ? AdviceBeside(tree, heldOut, subset, $"tsvtool split {tree.Train} --subset_name validation") :
            "; make it with tsvtool split --subset_name validation";
    }

    // Nothing may be made of the lists of everybody any more: who is held out would be trained with.
    private string AdviceBeside(DividedFolder tree, IReadOnlyList<string> heldOut, DataSubset subset, string command)
    {
        var inTrain = new DividedFolder(tree.Train);
        var folds = inTrain.FoldCounts(subset);
        return Directory.Exists(new LabelTree(data with { TsvPath = tree.Train }).Folder(subset, 0)) ? $"; did you mean {tree.Train}?" :
            folds.Count > 0 ? $"; did you mean {tree.Train} with --n_splits {string.Join(" or ", folds)}?" :
            $"; {string.Join(", ", heldOut)} is held out: divide the others with {command}, then give {tree.Train}";
    }
}
