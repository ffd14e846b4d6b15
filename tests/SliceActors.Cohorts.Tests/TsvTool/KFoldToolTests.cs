using SliceActors.Cohorts.Reading;
using SliceActors.Cohorts.TsvTool;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.Tests.TsvTool;

public sealed class KFoldToolTests : IDisposable
{
    private readonly LabelFolderFixture folder = new();

    private static string Tiny => Path.Combine(AppContext.BaseDirectory, "Golden", "labels", "tiny");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_tree_is_ClinicaDLs_byte_for_byte()
    {
        CopyTinyLists();
        var tree = folder.KFold(options => options with { NSplits = 2 });
        tree.Write();
        Assert.Empty(folder.Findings);
        Assert.Empty(folder.Warnings);
        string[] expected = [.. FilesBelow(Tiny, "train_splits-2"), .. FilesBelow(Tiny, "validation_splits-2")];
        Assert.Equal(12, expected.Length);
        Assert.Equal(expected, FilesBelow(folder.Root, "train_splits-2").Concat(FilesBelow(folder.Root, "validation_splits-2")));
        Assert.All(expected.Append("kfold.json"), file => Assert.Equal(File.ReadAllText(Path.Combine(Tiny, file)), File.ReadAllText(Path.Combine(folder.Root, file))));
    }

    [Fact]
    public void The_reader_of_studies_finds_nothing_wrong_with_the_tree()
    {
        folder.WriteList("AD", 13);
        folder.WriteList("CN", 11);
        folder.KFold(options => options).Write();
        var data = new DataSpec { CapsDirectory = "caps", Preprocessing = Preprocessing.T1Linear, TsvPath = folder.Root, NSplits = 5 };
        var folds = CohortReader.Read(data, folder.Findings, folder.Warnings);
        Assert.Empty(folder.Findings);
        Assert.Empty(folder.Warnings);
        Assert.All(folds, fold => Assert.Equal(24, fold.Train.Length + fold.Validation.Length));
        Assert.Equal(24, folds.SelectMany(fold => fold.Validation).Select(session => session.ParticipantId).Distinct().Count());
    }

    [Fact]
    public void The_subset_has_the_name_that_is_asked_for_and_the_record_holds_the_options()
    {
        folder.WriteList("AD", 4);
        var tree = folder.KFold(options => options with { NSplits = 2, SubsetName = "test", Stratification = "sex", MciSubCategories = true });
        Assert.Contains(tree.Tables, table => table.Path == "test_splits-2/split-1/AD_baseline.tsv");
        Assert.Equal(["train_splits-2", "test_splits-2"], tree.Folders.AsEnumerable());
        Assert.Equal(
            "{\n    \"n_splits\": 2,\n    \"subset_name\": \"test\",\n    \"MCI_sub_categories\": false,\n    \"stratification\": \"sex\"\n}", tree.Record.Text);
    }

    [Fact]
    public void Every_fold_has_the_strata_in_the_same_proportions()
    {
        folder.WriteList("AD", 20);
        var tree = folder.KFold(options => options with { Stratification = "sex" });
        for (var fold = 0; fold < 5; fold++)
        {
            var rows = LabelFolderFixture.Rows(tree, $"validation_splits-5/split-{fold}/AD_baseline.tsv");
            Assert.Equal((2, 2), (rows.Count(row => row.EndsWith('M')), rows.Count(row => row.EndsWith('F'))));
        }
    }

    [Fact]
    public void The_baseline_is_the_earliest_month_whatever_the_order_and_the_spelling()
    {
        folder.Write("AD.tsv", "age\tsession_id\tdiagnosis\tparticipant_id\n72\tses-M102\tx\tsub-b\n71\tses-M006\tx\tsub-b\n80\tses-M12\tx\tsub-a\n");
        var tree = folder.KFold(options => options with { NSplits = 2 });
        var baselines = Enumerable.Range(0, 2).SelectMany(fold => LabelFolderFixture.Rows(tree, $"validation_splits-2/split-{fold}/AD_baseline.tsv"));
        Assert.Equal(["sub-a\tses-M12\t80\tAD", "sub-b\tses-M006\t71\tAD"], baselines.Order());
        var sessions = Enumerable.Range(0, 2).SelectMany(fold => LabelFolderFixture.Rows(tree, $"train_splits-2/split-{fold}/AD.tsv"));
        Assert.Equal(["71\tses-M006\tx\tsub-b", "72\tses-M102\tx\tsub-b", "80\tses-M12\tx\tsub-a"], sessions.Order());
    }

    [Fact]
    public void Participants_of_MCI_go_where_their_sub_category_goes()
    {
        folder.WriteList("sMCI", 4);
        folder.WriteList("pMCI", 4);
        folder.WriteList("MCI", 4);
        File.AppendAllText(Path.Combine(folder.Root, "MCI.tsv"), "sub-sMCI001\tses-M00\tMCI\t61\tF\nsub-sMCI001\tses-M12\tMCI\t62\tF\nsub-pMCI002\tses-M00\tMCI\t62\tM\n");
        var tree = folder.KFold(options => options with { NSplits = 2 });
        Assert.Empty(folder.Findings);
        Assert.Empty(folder.Warnings);
        for (var fold = 0; fold < 2; fold++)
        {
            foreach (var set in new[] { "train", "validation" })
            {
                var rows = LabelFolderFixture.Rows(tree, $"{set}_splits-2/split-{fold}/MCI_baseline.tsv");
                Assert.All(rows, row => Assert.Equal("MCI", row.Split('\t')[2]));
                var subCategories = LabelFolderFixture.Participants(tree, $"{set}_splits-2/split-{fold}/sMCI_baseline.tsv")
                    .Concat(LabelFolderFixture.Participants(tree, $"{set}_splits-2/split-{fold}/pMCI_baseline.tsv"));
                Assert.Equal(subCategories, rows.Select(row => row.Split('\t')[0]).Where(id => !id.StartsWith("sub-MCI", StringComparison.Ordinal)));
            }

            var longitudinal = LabelFolderFixture.Participants(tree, $"train_splits-2/split-{fold}/MCI.tsv");
            Assert.Equal(LabelFolderFixture.Participants(tree, $"train_splits-2/split-{fold}/MCI_baseline.tsv"), longitudinal.Distinct());
        }
    }

    [Fact]
    public void MCI_can_be_dealt_by_itself()
    {
        folder.WriteList("sMCI", 4);
        folder.WriteList("MCI", 4);
        var tree = folder.KFold(options => options with { NSplits = 2, MciSubCategories = true });
        Assert.All(LabelFolderFixture.Participants(tree, "train_splits-2/split-0/MCI_baseline.tsv"), id => Assert.StartsWith("sub-MCI", id));
    }

    [Fact]
    public void A_cell_with_a_quotation_mark_comes_out_as_it_went_in()
    {
        folder.Write("AD.tsv", "participant_id\tsession_id\tdiagnosis\tnote\nsub-1\tses-M00\tAD\t\"a \"\"b\"\"\"\nsub-2\tses-M00\tAD\tc\n");
        var tree = folder.KFold(options => options with { NSplits = 2 });
        Assert.Contains("sub-1\tses-M00\tAD\t\"a \"\"b\"\"\"\n", string.Concat(tree.Tables.Select(table => table.Text)));
    }

    [Fact]
    public void Each_set_of_each_fold_and_label_is_summed_up()
    {
        folder.WriteList("AD", 4);
        folder.Write("CN.tsv", LabelFolderFixture.Header + "sub-1\tses-M00\tCN\tn/a\tF\nsub-2\tses-M00\tCN\t70\t\nsub-2\tses-M12\tCN\t99\tM\n");
        var tree = folder.KFold(options => options with { NSplits = 2 });

        Assert.Equal(8, tree.Sets.Length);
        foreach (var set in tree.Sets)
        {
            var folderOfSet = $"{set.Set}_splits-2/split-{set.Fold}/{set.Label}_baseline.tsv";
            Assert.Equal(LabelFolderFixture.Rows(tree, folderOfSet).Length, set.Participants);
        }

        var ad = tree.Sets.Where(set => set is { Label: "AD", Fold: 0 }).ToList();
        Assert.Equal([61, 62, 63, 64], ad.SelectMany(set => set.Ages).Order());
        Assert.Equal((2, 2), (ad.Sum(set => set.Women), ad.Sum(set => set.Men)));
        var cn = tree.Sets.Where(set => set is { Label: "CN", Fold: 0 }).ToList();
        Assert.Equal([70], cn.SelectMany(set => set.Ages));
        Assert.Equal((1, 0), (cn.Sum(set => set.Women), cn.Sum(set => set.Men)));
    }

    [Fact]
    public void Mean_and_standard_deviation_of_ages_are_those_of_a_sample()
    {
        var set = new SetSummary(null, "AD", "test", 4, [70, 72, 77], 1, 2);

        Assert.Equal((73, Math.Sqrt(13)), (set.MeanAge, set.SdAge));
        Assert.Equal((70, double.NaN), ((set with { Ages = [70] }).MeanAge, (set with { Ages = [70] }).SdAge));
        Assert.Equal(double.NaN, (set with { Ages = [] }).MeanAge);
    }

    [Fact]
    public void Free_text_with_line_breaks_and_lone_quotation_marks_stops_nothing()
    {
        folder.Write("AD.tsv", "participant_id\tsession_id\tnote\tdiagnosis\nsub-1\tses-M00\t\"fell;\nno fracture\"\tAD\nsub-2\tses-M00\t5\" scar\tAD\nsub-3\tses-M00\t\"see letter\tAD\n");
        var tree = folder.KFold(options => options with { NSplits = 3 });
        Assert.Empty(folder.Findings);
        Assert.Equal(3, tree.Tables.Count(table => table.Path.StartsWith("validation", StringComparison.Ordinal)));
        Assert.Contains("sub-1\tses-M00\t\"fell;\nno fracture\"\tAD\n", string.Concat(tree.Tables.Select(table => table.Text)));
    }

    [Fact]
    public void Everything_that_is_wrong_is_found_at_once()
    {
        folder.Write("AD.tsv", LabelFolderFixture.Header + "sub-1\tses-M00\tAD\t60\tM\n1\tM00\tAD\t60\tM\nsub-1\tses-M00\tAD\t60\tM\nsub-2\n");
        folder.Write("CN.tsv", "participant_id,session_id,diagnosis\n");
        folder.Write("MCI.tsv", LabelFolderFixture.Header);
        folder.KFold(options => options with { NSplits = 3, SubsetName = "train", Stratification = "site" });
        Assert.Equal(
            [
                "--subset_name: 'train'; letters, digits, _ and -, other than train; train slice reads validation",
                "AD.tsv:5: 1 cell; 5, as in the header, separated by tabs",
                "AD.tsv:3: participant_id '1'; sub- and a name of letters and digits",
                "AD.tsv:3: session_id 'M00'; ses-M and the number of months, for example ses-M00",
                "AD.tsv:4: sub-1 ses-M00 again, after line 2; each session once",
                "CN.tsv:1: columns participant_id,session_id,diagnosis; columns separated by tabs, among them participant_id, session_id, diagnosis",
                "MCI.tsv: no session; sessions of that label; remove the file when there are none",
                "AD.tsv: 1 participant(s) to deal; at least as many as there are folds, 3",
                "AD.tsv:1: no column site, which --stratification names; one of participant_id, session_id, diagnosis, age, sex",
                "MCI.tsv:1: no column site, which --stratification names; one of participant_id, session_id, diagnosis, age, sex",
            ],
            folder.Found);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-3)]
    public void Fewer_than_2_folds_are_refused(int folds)
    {
        folder.WriteList("AD", 4);
        folder.KFold(options => options with { NSplits = folds });
        Assert.Equal([$"--n_splits: {folds}; at least 2; tsvtool split makes a single split"], folder.Found);
    }

    [Fact]
    public void A_folder_that_is_not_there_or_has_no_list_is_refused()
    {
        folder.Write("AD_baseline.tsv", LabelFolderFixture.Header);
        folder.KFold(options => options);
        folder.KFold(options => options with { FormattedDataPath = folder.Root + "/none" });
        Assert.Equal(
            ["no label list", "no such folder"], folder.Findings.Select(finding => finding.Found));
    }

    [Fact]
    public void Participants_of_two_labels_are_warned_of()
    {
        folder.WriteList("AD", 2);
        folder.Write("CN.tsv", LabelFolderFixture.Header + "sub-AD001\tses-M00\tCN\t60\tM\nsub-2\tses-M00\tCN\t60\tM\n");
        folder.KFold(options => options with { NSplits = 2 });
        Assert.Equal(["1 participant(s) are in AD.tsv and CN.tsv: a study of both labels may have them in training and validation."], folder.Warnings);
    }

    [Fact]
    public void An_existing_tree_is_refused_and_stays_as_it_is()
    {
        folder.WriteList("AD", 4);
        folder.Write("validation_splits-2/split-0/mine.txt", "mine");
        var tree = folder.KFold(options => options with { NSplits = 2 });
        tree.CheckTarget(overwrite: false, folder.Findings, folder.Warnings);
        Assert.Equal(
            ["validation_splits-2: a folder that is not empty; an absent or empty folder, or --overwrite to replace the files of the same names"], folder.Found);
        Assert.False(Directory.Exists(Path.Combine(folder.Root, "train_splits-2")));
    }

    [Fact]
    public void Overwriting_replaces_files_of_the_same_names_and_leaves_the_others()
    {
        folder.WriteList("AD", 4);
        folder.Write("validation_splits-2/split-0/mine.txt", "mine");
        folder.Write("validation_splits-2/split-0/AD_baseline.tsv", "old");
        var tree = folder.KFold(options => options with { NSplits = 2 });
        tree.CheckTarget(overwrite: true, folder.Findings, folder.Warnings);
        Assert.Empty(folder.Findings);
        Assert.Equal([$"{folder.Root}/validation_splits-2: left as they are, beside the new files: split-0/mine.txt."], folder.Warnings);
        tree.Write();
        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder.Root, "validation_splits-2/split-0/mine.txt")));
        Assert.StartsWith("participant_id", File.ReadAllText(Path.Combine(folder.Root, "validation_splits-2/split-0/AD_baseline.tsv")));
    }

    private static IEnumerable<string> FilesBelow(string root, string folder) =>
        Directory.GetFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file)).Order(StringComparer.Ordinal);

    private void CopyTinyLists()
    {
        foreach (var list in new[] { "AD.tsv", "CN.tsv" })
        {
            File.Copy(Path.Combine(Tiny, list), Path.Combine(folder.Root, list));
        }
    }
}
