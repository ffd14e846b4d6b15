using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Input;

public sealed class MultiCohortTests : IDisposable
{
    private readonly SmallStudy first = new();
    private readonly SmallStudy second = new();
    private readonly string output;

    public MultiCohortTests()
    {
        output = first.NewOutput();

        // Another cohort has other people.
        foreach (var path in Directory.GetFileSystemEntries(second.Caps, "*sub-*", SearchOption.AllDirectories).OrderByDescending(path => path.Length))
        {
            var renamed = Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileName(path).Replace("sub-", "sub-X", StringComparison.Ordinal));
            Directory.Move(path, renamed);
        }

        Rename(second.Labels, "sub-", "sub-X");
        File.WriteAllText(CapsTable, $"cohort\tpath\nONE\t{first.Caps}\nTWO\t{second.Caps}\n");
        File.WriteAllText(LabelTable, $"cohort\tpath\tdiagnoses\nONE\t{first.Labels}\tAD\nTWO\t{second.Labels}\tCN, MCI\n");
    }

    private string CapsTable => Path.Combine(first.Labels, "caps.tsv");

    private string LabelTable => Path.Combine(first.Labels, "cohorts.tsv");

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public void A_network_learns_from_two_cohorts_and_the_results_name_no_cohort()
    {
        SliceActorsProgram.Run(Arguments("train", "--multi_cohort", "--epochs", "1")).Ended(0);

        var rows = File.ReadAllLines(Path.Combine(output, "fold-0", "cnn_classification", "best_loss", "validation_image_level_prediction.tsv"));
        Assert.StartsWith("participant_id\tsession_id\ttrue_label\tpredicted_label", rows[0], StringComparison.Ordinal);
        Assert.DoesNotContain("cohort", rows[0], StringComparison.Ordinal);
        Assert.Equal(3, rows.Count(row => row.StartsWith("sub-AD", StringComparison.Ordinal)));
        Assert.Equal(3, rows.Count(row => row.StartsWith("sub-XCN", StringComparison.Ordinal)));
        Assert.Contains("\"multi_cohort\": true", File.ReadAllText(Path.Combine(output, "commandline.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_killed_finds_its_cohorts_again_and_its_networks_are_applied_to_them()
    {
        var results = KilledOnce.EndsAsUndisturbed(first, output => With(output, Arguments("train", "--multi_cohort", "--split", "0", "--epochs", "2")), epochs: 1);
        foreach (var (study, label) in new[] { (first, "AD"), (second, "CN") })
        {
            File.Copy(study.Table("validation", $"{label}_baseline.tsv"), Path.Combine(study.Labels, $"{label}_baseline.tsv"));
        }

        string[] predict = ["predict", results, CapsTable, LabelTable, "again", "-cpu", "--cache_dir", first.Cache];
        SliceActorsProgram.Run(predict).Ended(2).Said($"{CapsTable}: a .tsv file, which means several cohorts");
        SliceActorsProgram.Run([.. predict, "--multi_cohort"]).Ended(0);

        var tables = Path.Combine(results, "fold-0", "cnn_classification", "best_loss");
        Assert.All(["slice_level_prediction", "image_level_metrics"], table => Assert.Equal(
            File.ReadAllText(Path.Combine(tables, $"validation_{table}.tsv")), File.ReadAllText(Path.Combine(tables, $"again_{table}.tsv"))));

        File.WriteAllText(LabelTable, $"cohort\tpath\tdiagnoses\nONE\t{first.Labels}\tAD\nTWO\t/nowhere\tCN\n");
        SliceActorsProgram.Run([.. predict, "--multi_cohort", "--overwrite"]).Ended(2).Said($"{LabelTable}:3: /nowhere: no such folder", "a table of sessions, or a folder of LABEL_baseline.tsv");
    }

    [Fact]
    public void Tables_without_the_flag_are_refused_with_the_hint() => Refused(Arguments("train")).Said(
        $"{CapsTable}: a .tsv file, which means several cohorts", $"{LabelTable}: a .tsv file, which means several cohorts", "expected: --multi_cohort, or ");

    [Fact]
    public void Folders_with_the_flag_are_refused_with_the_columns() => Refused(first.Train("cnn", output, "--multi_cohort")).Said(
        $"{first.Caps}: a folder", "with --multi_cohort CAPS_DIRECTORY is a .tsv file with the columns cohort, path", "with --multi_cohort TSV_PATH is a .tsv file with the columns cohort, path, diagnoses");

    [Fact]
    public void All_rows_that_are_wrong_are_found_with_file_and_line()
    {
        File.WriteAllText(CapsTable, $"cohort\tpath\nONE\t/nowhere\nTWO\t{second.Caps}\nTWO\t{second.Caps}\n");
        File.WriteAllText(LabelTable, $"cohort\tpath\tdiagnoses\nONE\t{first.Labels}\tAD\nTHREE\t{second.Labels}\tAD\nTWO\t/nowhere\tAD\n");

        Refused(Arguments("train", "--multi_cohort")).Said($"{CapsTable}:2: /nowhere: no such folder", $"{CapsTable}:4: cohort 'TWO' again, after line 3", $"{LabelTable}:4: /nowhere: no such folder", $"{LabelTable}: no cohort with CN");
    }

    [Fact]
    public void Images_that_results_could_not_tell_apart_are_found()
    {
        Rename(second.Labels, "sub-XCN", "sub-AD");

        Refused(Arguments("train", "--multi_cohort")).Said(" ses-M00 again, after ", "over all cohorts: results do not name the cohort");
    }

    [Fact]
    public void A_missing_image_is_looked_for_in_the_CAPS_of_its_cohort()
    {
        File.Delete(second.Images().Single(path => path.Contains("sub-XCN002", StringComparison.Ordinal)));

        Refused(Arguments("train", "--multi_cohort")).Said($"no t1-linear image of sub-XCN002 ses-M00 in {second.Caps}");
    }

    private static void Rename(string labels, string from, string to)
    {
        foreach (var table in Directory.GetFiles(labels, "CN*.tsv", SearchOption.AllDirectories))
        {
            File.WriteAllText(table, File.ReadAllText(table).Replace(from, to, StringComparison.Ordinal));
        }
    }

    private string[] Arguments(string command, params string[] options)
    {
        var arguments = first.Arguments(command, "cnn", output, "ConvNet", options);
        (arguments[3], arguments[5]) = (CapsTable, LabelTable);
        return arguments;
    }

    private string[] With(string other, string[] arguments) => [.. arguments.Select(argument => argument == output ? other : argument)];

    private ProgramResult Refused(string[] arguments)
    {
        var refused = SliceActorsProgram.Run(arguments).Ended(2);
        Assert.False(Directory.Exists(output), "Something was written.");
        return refused;
    }
}
