using System.Diagnostics;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Baselines;

/// <summary><c>baseline</c>, on copies of the undisturbed runs: it adds a file.</summary>
[Collection(UndisturbedRunsGroup.Name)]
public sealed class BaselineTests(UndisturbedRuns runs)
{
    [Fact]
    public void Simple_models_of_the_same_folds_are_shown_and_written_and_nothing_else_changes()
    {
        var output = CopyOf(runs.Brief);
        var before = FolderSnapshot.All(output);

        var said = SliceActorsProgram.Run("baseline", output).Ended(0).Output;
        Assert.All(["the more frequent class", "age, sex, site", "ridge on coarse voxels", "n = 12 people (6 of class 1, 6 of class 0), mean of 2 folds."], text => Assert.Contains(text, said, StringComparison.Ordinal));

        var table = Path.Combine(output, "baselines.tsv");
        var rows = File.ReadAllLines(table).Select(line => line.Split('\t')).ToList();
        Assert.Equal(["majority", "covariates", "voxels"], rows.Skip(1).Select(row => row[0]).Distinct());
        Assert.Equal(["mean", "0", "1"], rows.Skip(1).Take(3).Select(row => row[1]));
        Assert.Equal("0.5", rows[1][rows[0].IndexOf("auc")]);

        var differences = Path.Combine(output, "baseline_differences.tsv");
        var pairs = File.ReadAllLines(differences).Select(line => line.Split('\t')).ToList();
        Assert.Equal(["networks, best_balanced_accuracy less covariates", "networks, best_balanced_accuracy less voxels", "networks, best_loss less covariates", "networks, best_loss less voxels"], pairs.Skip(1).Select(row => $"{row[0]} less {row[1]}").Distinct());
        var (voxels, estimate) = (rows.Single(row => row[0] == "voxels" && row[1] == "mean"), File.ReadAllLines(Path.Combine(output, "estimate.tsv")).Select(line => line.Split('\t')).ToList());
        var networks = estimate.Single(row => row[0] == "leave_pair_out" && row[1] == "best_loss" && row[2] == "mean");
        var area = pairs.Single(row => row[0] == "networks, best_loss" && row[1] == "voxels" && row[pairs[0].IndexOf("figure")] == "auc" && row[pairs[0].IndexOf("method")] == "delong");
        Assert.Equal((networks[estimate[0].IndexOf("auc")], voxels[rows[0].IndexOf("auc")]), (area[pairs[0].IndexOf("first")], area[pairs[0].IndexOf("second")]));
        Assert.Contains("Networks less simple models", said, StringComparison.Ordinal);

        // The page has them, too.
        var page = File.ReadAllText(Path.Combine(output, "report.html"));
        Assert.All(["<th scope=\"row\">voxels</th>", "<th scope=\"row\">networks, best_loss</th>"], cell => Assert.Contains(cell, page, StringComparison.Ordinal));
        File.Delete(table);
        File.Delete(differences);
        SliceActorsProgram.Run("report", output).Ended(0);
        Assert.Equal(before, FolderSnapshot.All(output));
    }

    [Fact]
    public void Age_and_sex_are_read_from_the_tables_of_the_study()
    {
        using var study = new SmallStudy();
        foreach (var file in Directory.EnumerateFiles(study.Labels, "*.tsv", SearchOption.AllDirectories))
        {
            var lines = File.ReadAllLines(file).Select(line => line.Split('\t')[..3]).ToList();
            var isPatient = Path.GetFileName(file).StartsWith("AD", StringComparison.Ordinal);
            File.WriteAllLines(file, lines.Select((cells, i) => string.Join('\t', [.. cells, i == 0 ? "age_bl" : $"{(isPatient ? 70 : 50) + i}", i == 0 ? "gender" : i % 2 == 0 ? "M" : "F"])));
        }

        var output = study.NewOutput();
        SliceActorsProgram.Run(study.Train("cnn", output, "--epochs", "1")).Ended(0);
        SliceActorsProgram.Run("baseline", output, "--quiet").Ended(0);

        var rows = File.ReadAllLines(Path.Combine(output, "baselines.tsv")).Select(line => line.Split('\t')).ToList();
        Assert.Equal("1.0", rows.Single(row => row[0] == "covariates" && row[1] == "mean")[rows[0].IndexOf("auc")]);

        var table = study.Table("train", "AD.tsv");
        File.WriteAllText(table, File.ReadAllText(table).Replace("\t71\t", "\tseventy\t", StringComparison.Ordinal));
        SliceActorsProgram.Run("baseline", output).Ended(2).Said($"{table}:2: age_bl 'seventy'", "an age in years, or n/a");

        foreach (var file in Directory.EnumerateFiles(study.Labels, "*.tsv", SearchOption.AllDirectories))
        {
            File.WriteAllLines(file, File.ReadAllLines(file).Select(line => string.Join('\t', line.Split('\t')[..3])));
        }

        Assert.Contains("No age, sex, site: the tables have no age, sex or site.", SliceActorsProgram.Run("baseline", output).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_run_is_refused_and_images_that_are_gone_are_named()
    {
        SliceActorsProgram.Run("baseline", runs.Study.Labels).Ended(5).Said("holds no run of SliceActors");

        using var study = new SmallStudy();
        var output = study.NewOutput();
        SliceActorsProgram.Run(study.Train("cnn", output, "--epochs", "1")).Ended(0);
        var gone = study.Images()[3];
        File.Delete(gone);
        SliceActorsProgram.Run("baseline", output).Ended(2).Said(gone);
        Assert.False(File.Exists(Path.Combine(output, "baselines.tsv")));
    }

    private string CopyOf(string output)
    {
        var copy = runs.Study.NewOutput();
        using var process = Process.Start("cp", ["-a", output, copy]);
        process.WaitForExit();
        return copy;
    }
}
