using SliceActors.Reports.Charts;
using SliceActors.Reports.Parts;
using SliceActors.Runs.Ids;

namespace SliceActors.Reports.Sections;

/// <summary>How the networks learned.</summary>
internal static class CurvesSection
{
    /// <summary>More pictures make a page of several megabytes.</summary>
    private const int Most = 240;

    /// <summary>Failed networks that are named of each fold.</summary>
    private const int MostFailed = 20;

    public static void Write(HtmlPage page, ReportSource source)
    {
        page.Section("curves", "Learning curves");
        var failed = Failed(page, source);
        var networks = source.Folds.SelectMany(fold => Logs(source, fold)).ToList();
        if (networks.Count == 0 && failed)
        {
            return;
        }

        if (networks.Count == 0)
        {
            page.Blank("learning curves.", "keep training.tsv of each network in the result folder.");
            return;
        }

        var shown = networks.Count <= Most ? networks : [.. networks.OrderByDescending(network => network.IsOdd).Take(Most)];
        page.Paragraph(
            $"Loss of each network by epoch: blue training, orange validation. {shown.Count} of {networks.Count} networks are shown{(shown.Count < networks.Count ? ", the odd ones first" : string.Empty)}. "
            + (source.Classifies ? "Framed: a network that was never better than chance on the validation set, or whose loss was no number." : "Framed: a network whose loss was no number."));
        page.Grid(shown.Select(network => (
            LineChart.Svg(
                [new(null, network.Train, 0), new(null, network.Validation, 1)],
                new LineChart.Scale(null) { IsWhole = true }, new LineChart.Scale(null), 170, 110),
            network.Name,
            network.IsOdd)));
    }

    private static bool Failed(HtmlPage page, ReportSource source)
    {
        var failed = source.Folds
            .Select(fold => (Fold: fold, Rows: ReportTable.Read(Path.Combine(source.Tree.Fold(fold), "cnn_classification", "missing_slices.tsv"))?.Rows.ToList() ?? []))
            .Where(fold => fold.Rows.Count > 0).ToList();
        if (failed.Count > 0)
        {
            page.Table(
                "Networks that failed: the vote goes without their slices",
                ["fold", "slices"],
                failed.Select(fold => (string[])[$"{fold.Fold}", string.Join(", ", fold.Rows.Take(MostFailed).Select(row => HtmlPage.Number(row["slice_id"], "0"))) + (fold.Rows.Count > MostFailed ? ", … (missing_slices.tsv)" : string.Empty)]));
            page.Paragraph("slice-actors status RESULTS says why.");
        }

        return failed.Count > 0;
    }

    private static IEnumerable<Log> Logs(ReportSource source, FoldIndex fold)
    {
        var folder = source.Tree.Fold(fold);
        var files = Directory.Exists(Path.Combine(folder, "tensorboard_logs"))
            ? Directory.EnumerateFiles(Path.Combine(folder, "tensorboard_logs"), "training.tsv", SearchOption.AllDirectories)
            : [];
        return files.Append(Path.Combine(folder, "training.tsv")).Where(File.Exists)
            .Select(file => (Name: Path.GetFileName(Path.GetDirectoryName(file))!, Table: ReportTable.Read(file)!))
            .OrderBy(log => log.Name.Length).ThenBy(log => log.Name, StringComparer.Ordinal)
            .Select(log => Log.Of($"fold {fold}{(log.Name.StartsWith("cnn-", StringComparison.Ordinal) ? $", network {log.Name["cnn-".Length..]}" : string.Empty)}", [.. log.Table.Rows], source.Classifies));
    }

    private sealed record Log(string Name, IReadOnlyList<(double X, double Y)> Train, IReadOnlyList<(double X, double Y)> Validation, bool IsOdd)
    {
        public static Log Of(string name, IReadOnlyList<ReportTable.Row> rows, bool classifies)
        {
            // The last row of an epoch is its evaluation.
            List<ReportTable.Row> epochs = [.. rows.GroupBy(row => row["epoch"], StringComparer.Ordinal).Select(epoch => epoch.Last())];
            var (train, validation) = (Points(epochs, "loss_train"), Points(epochs, "loss_valid"));
            var isOdd = validation.Any(point => !double.IsFinite(point.Y)) || (classifies && epochs.All(row => !(Figures.Value(row["balanced_accuracy_valid"]) > 0.5)));
            return new Log($"{name}{(isOdd ? " (odd)" : string.Empty)}", train, validation, isOdd);
        }

        private static List<(double X, double Y)> Points(List<ReportTable.Row> epochs, string column) => [.. epochs.Select(row => (Figures.Value(row["epoch"]), Figures.Value(row[column])))];
    }
}
