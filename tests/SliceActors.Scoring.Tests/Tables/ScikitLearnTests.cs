using System.Diagnostics;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Tables;
using SliceActors.Scoring.Tests.Folds;

namespace SliceActors.Scoring.Tests.Tables;

/// <summary>Python computes the extended metrics from the prediction tables that we wrote, and finds them in the tables beside them.</summary>
public sealed class ScikitLearnTests : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private const string Compare = """
        import glob, sys
        import numpy, pandas
        from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score
        def calibration(y, p):
            bins = numpy.digitize(p, numpy.arange(1, 10) / 10, right=True)
            return sum(abs(y[bins == b].mean() - p[bins == b].mean()) * (bins == b).mean() for b in set(bins))
        def check(rows, table):
            y, p = rows.true_label.values, rows.proba1.values
            expected = [roc_auc_score(y, p), average_precision_score(y, p), brier_score_loss(y, p), calibration(y, p)]
            assert list(table.metric) == ["auc", "average_precision", "brier_score", "expected_calibration_error"], table
            assert numpy.allclose(table.value.values, expected, rtol=0, atol=1e-12), (table, expected)
            assert (table.lower_95 <= table.upper_95).all() and (table.resamples <= 1000).all(), table
            return 4
        compared = 0
        read = lambda path: pandas.read_csv(path, sep="\t", float_precision="round_trip")
        for path in glob.glob(sys.argv[1] + "/**/*_extended_metrics.tsv", recursive=True):
            table, rows = read(path), read(path.replace("_extended_metrics", "_prediction"))
            if "slice_id" in table and table.slice_id.notna().all():
                compared += sum(check(rows[rows.slice_id == s], table[table.slice_id == s]) for s in table.slice_id.unique())
            else:
                compared += check(rows, table)
        print(compared)
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("scikit-learn-");

    public void Dispose() => folder.Delete(recursive: true);

    [SkippableTheory]
    [InlineData(NetworkType.Cnn, 32)]
    [InlineData(NetworkType.Multicnn, 64)]
    public void The_written_figures_are_those_that_scikit_learn_computes_from_the_written_predictions(NetworkType networkType, int figures)
    {
        Skip.IfNot(File.Exists(Python), $"There is no {Python}.");
        Skip.IfNot(Run("import pandas, sklearn").ExitCode == 0, "Python has no pandas or no scikit-learn.");
        var plan = SmallFold.Plan(3);
        FoldTables.Write(new ResultTree(folder.FullName), FoldMerge.Merge(plan, SmallFold.Fold, networkType, new VoteSpec(), 1, SmallFold.Outcomes(plan, networkType)));

        var (exitCode, output, errors) = Run(Compare, folder.FullName);

        Assert.True(exitCode == 0, errors);
        Assert.Equal($"{figures}", output.Trim());
    }

    private static (int ExitCode, string Output, string Errors) Run(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
