using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Comparisons;
using SliceActors.Scoring.Predictions;
using SliceActors.Scoring.Tables;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Comparisons;

/// <summary>Reads what networks said of people that were held out: a table, or what <c>predict</c> wrote into a folder of results.</summary>
internal static class HeldOutReader
{
    private const string Ending = "_image_level_prediction.tsv";

    /// <summary>Reads the predictions.</summary>
    /// <param name="path">The table, or the folder of results, ours or ClinicaDL's, as typed.</param>
    /// <param name="name">What it is called beside others.</param>
    /// <param name="group">Prefix of the predictions in folders.</param>
    /// <param name="selection">Which of the best models of folders.</param>
    /// <param name="findings">Gets what is wrong with it.</param>
    /// <returns>Null when there is a finding.</returns>
    public static HeldOutResult? Read(string path, string name, string? group, Selection selection, ICollection<Finding> findings)
    {
        var full = Path.GetFullPath(path);
        var table = File.Exists(full) ? full : InFolder(full, group, selection, findings);
        if (table is null)
        {
            return null;
        }

        if (Path.GetFileName(table) is var file && (file.StartsWith("validation_", StringComparison.Ordinal) || file.StartsWith("train_", StringComparison.Ordinal)))
        {
            findings.Add(new Finding(table, null, "predictions on people whom epochs and weights were chosen by", "people who were held out; for the validation sets, the folders of the trainings"));
            return null;
        }

        return ImageTableReader.Read(table, findings) is { } rows ? new HeldOutResult(name, table, rows) : null;
    }

    /// <summary>The mean of the folds, or the only fold.</summary>
    private static string? InFolder(string folder, string? group, Selection selection, ICollection<Finding> findings)
    {
        if (!Directory.Exists(folder))
        {
            findings.Add(new Finding(folder, null, "no such file or folder", "a folder of results, or a table of predictions"));
            return null;
        }

        if (group is null)
        {
            findings.Add(new Finding(folder, null, "a folder beside tables", "tables only, or --group: the PREFIX_OUTPUT of the predict that the tables are compared with"));
            return null;
        }

        var tree = new ResultTree(folder);
        var found = PredictionRecord.Read(tree, group) switch
        {
            { IsFinished: false } => $"predictions '{group}' that were interrupted while they were written, so that they may be of two",
            { IsOutdated: true } => $"predictions '{group}' of the networks as they were before they were trained further",
            _ => null,
        };
        if (found is not null)
        {
            findings.Add(new Finding(folder, null, found, "predictions of the networks as they are, to the end: predict again with --overwrite"));
            return null;
        }

        var ensemble = Path.Combine(PredictionTables.EnsembleFolder(tree, selection), group + Ending);
        if (File.Exists(ensemble))
        {
            return ensemble;
        }

        List<string> folds = [.. Tables(tree, selection).Where(table => Path.GetFileName(table) == group + Ending)];
        if (folds is [var only])
        {
            return only;
        }

        findings.Add(folds.Count == 0
            ? new Finding(folder, null, $"no predictions '{group}' ({selection.Term()})", $"one that predict wrote{Others(tree, selection, group)}")
            : new Finding(folder, null, $"predictions '{group}' of {folds.Count} folds ({selection.Term()}) without their mean", $"the mean of the folds, {ensemble}: predict again, or name the table of a fold"));
        return null;
    }

    private static string Others(ResultTree tree, Selection selection, string group)
    {
        List<string> known = [.. Tables(tree, selection).Select(table => Path.GetFileName(table)[..^Ending.Length]).Where(prefix => prefix is not ("train" or "validation")).Distinct().Order(StringComparer.Ordinal)];
        return known.Count == 0 ? string.Empty : $": {string.Join(", ", known)}{Closest.Question(group, known)}";
    }

    private static IEnumerable<string> Tables(ResultTree tree, Selection selection) =>
        from fold in Directory.EnumerateDirectories(tree.Root, "fold-*").Order(StringComparer.Ordinal)
        let folder = Path.Combine(fold, "cnn_classification", selection.Term())
        where Directory.Exists(folder)
        from table in Directory.EnumerateFiles(folder, $"*{Ending}").Order(StringComparer.Ordinal)
        select table;
}
