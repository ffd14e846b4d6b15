using System.Globalization;
using SliceActors.Endings;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Predictions;

/// <summary><c>predict --vote_weights crossfold</c>: the slices of a fold are weighed by the people of the others.</summary>
[Collection(UndisturbedRunsGroup.Name)]
public sealed class CrossFoldTests(UndisturbedRuns runs)
{
    private const string Tables = "cnn_classification/best_loss";

    [Fact]
    public void Each_fold_is_weighed_by_the_validation_set_of_the_other()
    {
        var results = Copy();

        SliceActorsProgram.Run(Predict(results)).Ended(0);

        foreach (var fold in new[] { 0, 1 })
        {
            var weights = Rows(Path.Combine(results, $"fold-{1 - fold}", Tables, "validation_slice_level_prediction.tsv")).GroupBy(row => row["slice_id"]).ToDictionary(slice => slice.Key, BalancedAccuracy);
            var slices = Rows(Path.Combine(results, $"fold-{fold}", Tables, "new_slice_level_prediction.tsv")).ToLookup(row => row["participant_id"]);
            foreach (var image in Rows(Path.Combine(results, $"fold-{fold}", Tables, "new_image_level_prediction.tsv")))
            {
                var expected = slices[image["participant_id"]].Sum(row => weights[row["slice_id"]] * Number(row["proba1"])) / weights.Values.Sum();
                Assert.Equal(expected, Number(image["proba1"]), 1e-6);
            }
        }

        Assert.Contains("\"vote_weights\": \"crossfold\"", File.ReadAllText(Path.Combine(results, "commandline_predict-new.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void One_fold_has_no_other_that_could_weigh_it()
    {
        var results = Copy();
        Directory.Delete(Path.Combine(results, "fold-1"), recursive: true);

        SliceActorsProgram.Run(Predict(results)).Ended((int)ExitCode.BadInput).Said("--vote_weights: crossfold, with the results of one fold");
    }

    private static double BalancedAccuracy(IEnumerable<Dictionary<string, string>> rows) =>
        rows.GroupBy(row => row["true_label"]).Average(label => label.Average(row => row["predicted_label"] == label.Key ? 1.0 : 0));

    private static List<Dictionary<string, string>> Rows(string table)
    {
        var lines = File.ReadAllLines(table).Select(line => line.Split('\t')).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(cell => cell.Item1, cell => cell.Item2))];
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private string Copy()
    {
        var copy = runs.Study.NewOutput();
        FolderSnapshot.Copy(runs.Multicnn, copy);
        return copy;
    }

    private string[] Predict(string results) =>
        ["predict", results, runs.Study.Caps, Path.Combine(runs.Study.Labels, "validation_splits-2", "split-0"), "new", "-cpu", "--vote_weights", "crossfold"];
}
