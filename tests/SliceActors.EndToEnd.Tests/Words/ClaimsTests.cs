using System.Globalization;
using SliceActors.EndToEnd.Tests.Custom;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>A short version of the benchmarks' part <c>claims</c>: studies of heads that do not differ.</summary>
[Collection(UndisturbedRunsGroup.Name)]
public sealed class ClaimsTests
{
    private const int Studies = 5;

    [Fact]
    public void On_noise_the_figure_that_comes_first_is_lower_than_the_documented_one_and_about_a_half()
    {
        using var folder = new TemporaryFolder();
        var (honest, documented) = (new List<double>(), new List<double>());
        for (var seed = 1; seed <= Studies; seed++)
        {
            var (heads, results) = (folder.File($"heads-{seed}"), folder.File($"results-{seed}"));
            SliceActorsProgram.Run("generate", "atrophy", heads, "--n_subjects", "20", "--n_sessions", "1", "--effect", "0", "--seed", $"{seed}").Ended(0);
            SliceActorsProgram.Run(
                "train", "slice", "multicnn", Path.Combine(heads, "caps"), "t1-linear", Path.Combine(heads, "labels"), results, "glance", "--plugin", CustomFiles.Plugin, "--n_splits", "2",
                "--epochs", "10", "--batch_size", "4", "--learning_rate", "0.01", "--slice_direction", "axial", "--discarded_slices", "24", "24", "--selection_threshold", "0.6", "--seed", "1",
                "--use_cpu", "--quiet", "--cache_dir", folder.File("cache")).Ended(0);
            honest.Add(Figure(results, "leave_pair_out"));
            documented.Add(Figure(results, "selected_on_same_people"));
        }

        // One study has a standard deviation of a tenth.
        Assert.InRange(honest.Average(), 0.3, 0.7);
        Assert.True(documented.Average() > honest.Average() + 0.02, $"{string.Join(' ', documented)} against {string.Join(' ', honest)}");
    }

    private static double Figure(string results, string estimate)
    {
        var rows = File.ReadLines(Path.Combine(results, "estimate.tsv")).Select(line => line.Split('\t')).ToList();
        var row = rows.First(row => row[0] == estimate && row[1] == "best_balanced_accuracy" && row[2] == "mean");
        return double.Parse(row[Array.IndexOf(rows[0], "balanced_accuracy")], CultureInfo.InvariantCulture);
    }
}
