using SliceActors.EndToEnd.Tests.Programs;

namespace SliceActors.EndToEnd.Tests.Preparation;

public sealed class TsvToolTests : IDisposable
{
    private const int BadInput = 2;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("slice-actors-tsv-");

    private string Lists => Path.Combine(folder.FullName, "lists");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(10, 5, "2 0 2 0 3 1 1 3 4 4")]
    [InlineData(13, 5, "1 0 3 1 1 0 3 2 4 0 2 4 2")]
    [InlineData(7, 2, "1 0 0 0 1 1 0")]
    public void Folds_are_those_of_ClinicaDL(int participants, int folds, string expected)
    {
        WriteList("AD", participants);

        Tool("kfold", Lists, "--n_splits", $"{folds}").Ended(0);

        var dealt = new int[participants];
        for (var fold = 0; fold < folds; fold++)
        {
            foreach (var row in Rows($"validation_splits-{folds}/split-{fold}/AD_baseline.tsv"))
            {
                dealt[int.Parse(row.Split('\t')[0]["sub-".Length..], System.Globalization.CultureInfo.InvariantCulture)] = fold;
            }
        }

        Assert.Equal(expected, string.Join(' ', dealt));
    }

    [Fact]
    public void Each_option_of_kfold_has_its_effect()
    {
        WriteList("AD", 8);
        WriteList("MCI", 8);
        var said = Tool("kfold", Lists, "--n_splits", "2", "--subset_name", "test", "--MCI_sub_categories", "--stratification", "sex", "-v").Ended(0);

        Assert.Contains(Path.Combine(Lists, "test_splits-2/split-1/AD_baseline.tsv"), said.OutputLines);
        Assert.Equal($"12 tables written to {Lists}", said.OutputLines[^1]);
        Assert.Equal(["F", "F", "M", "M"], Rows("test_splits-2/split-0/AD_baseline.tsv").Select(row => row.Split('\t')[4]).Order(StringComparer.Ordinal));
        Assert.Contains("\"stratification\": \"sex\"", File.ReadAllText(Path.Combine(Lists, "kfold.json")), StringComparison.Ordinal);
        Tool("kfold", Lists, "--n_splits", "2", "--MCI_sub_categories", "--subset_name", "test").Ended(BadInput).Said("a folder that is not empty", "--overwrite");
        Tool("kfold", Lists, "--n_splits", "2", "--MCI_sub_categories", "--subset_name", "test", "--overwrite").Ended(0);
    }

    [Fact]
    public void Each_option_of_split_has_its_effect()
    {
        WriteList("AD", 20);
        WriteList("MCI", 20);
        string[] options = ["--n_test", "0.25", "--subset_name", "validation", "--MCI_sub_categories", "--p_sex_threshold", "0.1", "--p_age_threshold", "0.1", "--categorical_split_variable", "sex"];

        Tool(["split", Lists, .. options, "--seed", "1"]).Ended(0);
        Assert.Equal(5, Rows("validation/AD_baseline.tsv").Length);
        Assert.Equal(15, Rows("train/AD_baseline.tsv").Length);
        Assert.Equal(30, Rows("train/AD.tsv").Length);
        var first = Rows("validation/AD_baseline.tsv");
        Tool(["split", Lists, .. options, "--seed", "1", "--overwrite"]).Ended(0);
        Assert.Equal(first, Rows("validation/AD_baseline.tsv"));
        Tool(["split", Lists, .. options, "--seed", "2", "--overwrite"]).Ended(0);
        Assert.NotEqual(first, Rows("validation/AD_baseline.tsv"));
        Assert.Contains("\"n_test\": 0.25", File.ReadAllText(Path.Combine(Lists, "split.json")), StringComparison.Ordinal);

        var said = Tool("split", Lists, "--n_test", "4", "--subset_name", "aside", "--MCI_sub_categories", "--ignore_demographics", "--overwrite", "-v").Ended(0);
        Assert.Contains(Path.Combine(Lists, "aside/AD_baseline.tsv"), said.OutputLines);
        Assert.Equal(4, Rows("aside/AD_baseline.tsv").Length);
    }

    [Fact]
    public void The_sets_are_shown_with_numbers_ages_and_sexes_within_80_columns()
    {
        WriteList("AD", 8);
        WriteList("MCI", 8);
        var split = Tool("split", Lists, "--n_test", "2", "-ps", "0", "-pa", "0").Ended(0);

        Assert.Matches(@"^ +train +test$", split.OutputLines[0]);
        Assert.Matches(@"^label  n  age +F/M  n  age +F/M$", split.OutputLines[1]);
        Assert.Matches(@"^AD     6  6\d\.\d ± \d\.\d  \d/\d  2  6\d\.\d ± \d\.\d  \d/\d$", split.OutputLines[2]);
        Assert.StartsWith("MCI    6", split.OutputLines[3], StringComparison.Ordinal);
        Assert.Equal($"8 tables written to {Lists}", split.OutputLines[4]);

        var folds = Tool("kfold", Path.Combine(Lists, "train"), "--n_splits", "3").Ended(0);

        Assert.Equal(2 + (3 * 2) + 1, folds.OutputLines.Count);
        Assert.Matches(@"^   2  MCI    4  .*  2  ", folds.OutputLines[7]);
        Assert.All(split.OutputLines.Concat(folds.OutputLines).Where(line => !line.Contains(Lists, StringComparison.Ordinal)), line => Assert.InRange(line.Length, 1, 80));
    }

    [Fact]
    public void Folds_of_lists_with_people_who_are_held_out_are_refused()
    {
        WriteList("AD", 8);
        Tool("split", Lists, "--n_test", "2", "-ps", "0", "-pa", "0").Ended(0);

        Tool("kfold", Lists, "--n_splits", "2").Ended(BadInput).Said("tsvtool split has held out as test", $"did you mean {Path.Combine(Lists, "train")}?");
        Assert.False(Directory.Exists(Path.Combine(Lists, "train_splits-2")));
    }

    [Fact]
    public void A_split_that_ClinicaDL_would_look_for_for_ever_ends_with_a_warning()
    {
        WriteList("AD", 12);

        Tool("split", Lists, "--n_test", "3").Ended(0).Said("Warning: ");

        Assert.Equal(3, Rows("test/AD_baseline.tsv").Length);

        // The best that three of twelve can do for the sexes is 0.65, and nothing can do better than 1 for the ages.
        Assert.Empty(Tool("split", Lists, "--n_test", "3", "-ps", "0.6", "-pa", "0.6", "--overwrite").Ended(0).Errors);
        Tool("split", Lists, "--n_test", "3", "-ps", "0", "-pa", "1", "--overwrite").Ended(0).Said("Warning: ");
    }

    [Fact]
    public void Each_option_of_getlabels_has_its_effect()
    {
        WriteMerged();
        var results = Path.Combine(folder.FullName, "labels");
        var only = Write("only.tsv", "participant_id\tsession_id\nsub-2\tses-M12\nsub-1\tses-M00\nsub-4\tses-M00\nsub-3\tses-M00\n");

        Assert.Contains(Path.Combine(results, "AD.tsv"), Tool("getlabels", Merged, Mods, results, "-v").Ended(0).OutputLines);
        Assert.Equal(["sub-2\tses-M00\tAD\t71.50\tF", "sub-2\tses-M12\tAD\t71.50\tF"], File.ReadAllLines(Path.Combine(results, "AD.tsv"))[1..]);
        Assert.Equal(["sub-1\tses-M00\tCN\t60\tM"], File.ReadAllLines(Path.Combine(results, "CN.tsv"))[1..]);
        Assert.True(File.Exists(Path.Combine(results, "getlabels.json")));

        Tool("getlabels", Merged, Mods, results, "--overwrite", "--keep_smc", "--variables_of_interest", "MMS", "--restriction_path", only).Ended(0);
        Assert.Equal(["sub-2\tses-M12\tAD\t71.50\tF\t20"], File.ReadAllLines(Path.Combine(results, "AD.tsv"))[1..]);
        Assert.Equal(2, File.ReadAllLines(Path.Combine(results, "CN.tsv")).Length - 1);

        Tool("getlabels", Merged, Mods, results, "--overwrite", "--modality", "dwi", "--diagnoses", "CN").Ended(0);
        Assert.Equal("sub-5", File.ReadAllLines(Path.Combine(results, "CN.tsv"))[1].Split('\t')[0]);

        Tool("getlabels", Merged, Mods, results, "--diagnoses", "sMCI", "--time_horizon", "12").Ended(0);
        Assert.StartsWith("sub-4\tses-M00\tsMCI", File.ReadAllLines(Path.Combine(results, "sMCI.tsv"))[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_found_and_nothing_is_written()
    {
        WriteMerged();
        var results = Path.Combine(folder.FullName, "labels");
        Tool("getlabels", Merged, "/nowhere", results, "--diagnoses", "AD", "dementia", "--time_horizon", "-1").Ended(BadInput).Said("--diagnoses: dementia", "--time_horizon: -1", "/nowhere: no such folder");
        Tool("getlabels", Merged, Mods, results, "--variables_of_interest", "IQ").Ended(BadInput).Said($"{Merged}:1: no column IQ");
        Assert.False(Directory.Exists(results));

        WriteList("AD", 4);
        Tool("kfold", Lists, "--n_splits", "1").Ended(BadInput).Said("--n_splits: 1", "tsvtool split makes a single split");
        Tool("kfold", Lists, "--n_splits", "5").Ended(BadInput).Said("4 participant(s) to deal", "at least as many as there are folds, 5");
        Tool("kfold", Lists, "--stratification", "handedness", "--n_splits", "2").Ended(BadInput).Said("handedness");
        Tool("split", Lists, "--n_test", "-1", "--p_age_threshold", "2", "--p_sex_threshold", "-1").Ended(BadInput).Said("--n_test: -1", "--p_age_threshold: 2", "--p_sex_threshold: -1");
        Tool("split", Lists).Ended(BadInput).Said("4 participant(s), of which --n_test 100 would leave 4 aside");
        Tool("split", "/nowhere").Ended(BadInput).Said("/nowhere");
        Tool("kfold").Ended(BadInput).Said("Missing: FORMATTED_DATA_PATH", "tsvtool kfold --help");
        Assert.Equal(["AD.tsv"], Directory.GetFileSystemEntries(Lists).Select(Path.GetFileName));
    }

    private string Merged => Path.Combine(folder.FullName, "merged.tsv");

    private string Mods => Path.Combine(folder.FullName, "mods");

    private static ProgramResult Tool(params string[] arguments) => SliceActorsProgram.Run(["tsvtool", .. arguments]);

    private string[] Rows(string table) => File.ReadAllLines(Path.Combine(Lists, table))[1..];

    private string Write(string name, string text)
    {
        var file = new FileInfo(Path.Combine(folder.FullName, name));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
        return file.FullName;
    }

    // Two sessions each, as many men as women.
    private void WriteList(string label, int participants) => Write(
        $"lists/{label}.tsv",
        "participant_id\tsession_id\tdiagnosis\tage\tsex\n" + string.Concat(Enumerable.Range(0, participants).SelectMany(number => new[] { "ses-M00", "ses-M12" }.Select(session =>
            $"sub-{number + (label == "MCI" ? 50 : 0):00}\t{session}\t{label}\t{60 + number}\t{(number % 2 == 0 ? "F" : "M")}\n"))));

    private void WriteMerged()
    {
        Write(
            "merged.tsv",
            "participant_id\tsession_id\tdiagnosis\tdiagnosis_bl\tage_bl\tsex\tMMS\n"
            + "sub-2\tses-M12\tAD\tAD\t71.50\tF\t20\nsub-2\tses-M00\tAD\tAD\t71.50\tF\t22\n"
            + "sub-1\tses-M00\tCN\tCN\t60\tM\t30\n"
            + "sub-3\tses-M00\tCN\tSMC\t66\tM\t29\n"
            + "sub-4\tses-M00\tEMCI\tEMCI\t64\tM\t27\nsub-4\tses-M36\tMCI\tEMCI\t64\tM\t26\n"
            + "sub-5\tses-M00\tCN\tCN\t70\tF\t30\n");
        Write("mods/missing_mods_ses-M00.tsv", "participant_id\tt1w\tdwi\nsub-1\t1\t0\nsub-2\t1\t1\nsub-3\t1\t0\nsub-4\t1\t0\nsub-5\t0\t1\n");
        Write("mods/missing_mods_ses-M12.tsv", "participant_id\tt1w\tdwi\nsub-2\t1\t0\n");
    }
}
