namespace SliceActors.Cohorts.Tests.Reading;

public sealed class CohortFindingsTests : IDisposable
{
    private const string Known = "AD=1, BV=1, CN=0, MCI=1, pMCI=1, sMCI=0";
    private readonly LabelTreeFixture tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void A_missing_tree()
    {
        tree.Data = tree.Data with { TsvPath = "/nowhere/labels" };
        Found("/nowhere/labels: no such folder; the folder of a tree made by tsvtool split or tsvtool kfold");
    }

    [Fact]
    public void A_tsv_file_as_tree()
    {
        tree.Data = tree.Data with { TsvPath = "labels.tsv" };
        Found("labels.tsv: a .tsv file, which means several cohorts; --multi_cohort, or the folder of a tree made by tsvtool split or tsvtool kfold");
    }

    [Fact]
    public void A_missing_set_names_the_files_that_would_be_read()
    {
        tree.Move("train", "training");
        Found("train: no such folder; AD.tsv, CN.tsv would be read from it; make it with tsvtool split --subset_name validation");
    }

    [Fact]
    public void Who_is_held_out_is_never_advised_to_be_divided_again()
    {
        tree.Move("validation", "test");
        Found("validation: no such folder; AD_baseline.tsv, CN_baseline.tsv would be read from it; test is held out: divide the others with tsvtool split train --subset_name validation, then give train");

        tree.Data = tree.Data with { NSplits = 5, Split = [0] };
        Found(
            "train_splits-5/split-0: no such folder; AD.tsv, CN.tsv would be read from it; test is held out: divide the others with tsvtool kfold train --n_splits 5, then give train",
            "validation_splits-5/split-0: no such folder; AD_baseline.tsv, CN_baseline.tsv would be read from it; test is held out: divide the others with tsvtool kfold train --n_splits 5, then give train");
    }

    [Fact]
    public void Sets_of_the_train_folder_are_found_when_the_folder_above_is_given()
    {
        tree.Move("validation", "test");
        tree.Write("train/validation/AD_baseline.tsv", LabelTreeFixture.Header);
        Found("validation: no such folder; AD_baseline.tsv, CN_baseline.tsv would be read from it; did you mean train?");

        tree.Write("train/train_splits-5/split-0/AD.tsv", LabelTreeFixture.Header);
        tree.Write("train/validation_splits-5/split-0/AD_baseline.tsv", LabelTreeFixture.Header);
        tree.Data = tree.Data with { NSplits = 5, Split = [0] };
        Found(
            "train_splits-5/split-0: no such folder; AD.tsv, CN.tsv would be read from it; did you mean train?",
            "validation_splits-5/split-0: no such folder; AD_baseline.tsv, CN_baseline.tsv would be read from it; did you mean train?");

        tree.Data = tree.Data with { NSplits = 4, Split = [0] };
        Found(
            "train_splits-4/split-0: no such folder; AD.tsv, CN.tsv would be read from it; did you mean train with --n_splits 5?",
            "validation_splits-4/split-0: no such folder; AD_baseline.tsv, CN_baseline.tsv would be read from it; did you mean train with --n_splits 5?");
    }

    [Fact]
    public void A_tree_of_folds_read_as_a_single_split()
    {
        tree.Move("train", "train_splits-5");
        tree.Move("validation", "validation_splits-5");
        Found(
            "train: no such folder; AD.tsv, CN.tsv would be read from it; the tree is one of folds: give --n_splits 5",
            "validation: no such folder; AD_baseline.tsv, CN_baseline.tsv would be read from it; the tree is one of folds: give --n_splits 5");
    }

    [Fact]
    public void Another_number_of_folds()
    {
        tree.Write("train_splits-5/split-0/AD.tsv", LabelTreeFixture.Header);
        tree.Data = tree.Data with { NSplits = 4, Split = [2] };
        Found(
            "train_splits-4/split-2: no such folder; AD.tsv, CN.tsv would be read from it; the tree has --n_splits 5",
            "validation_splits-4/split-2: no such folder; AD_baseline.tsv, CN_baseline.tsv would be read from it; make it with tsvtool kfold --n_splits 4 --subset_name validation");
    }

    [Fact]
    public void A_missing_file()
    {
        tree.Delete("train/AD.tsv");
        Found("train/AD.tsv: no such file; the folder has AD_baseline.tsv, CN.tsv, CN_baseline.tsv; choose labels with --diagnoses");
    }

    [Fact]
    public void An_empty_file()
    {
        tree.Write("train/AD.tsv", "");
        Found("train/AD.tsv: an empty file; a header with participant_id, session_id, diagnosis");
    }

    [Fact]
    public void Missing_columns()
    {
        tree.Write("train/AD.tsv", "participant_id\tvisit\tage\nsub-01\tM00\t70\n");
        Found("train/AD.tsv:1: columns participant_id, visit, age; columns separated by tabs, among them session_id, diagnosis");
    }

    [Fact]
    public void A_table_without_header()
    {
        tree.Write("train/AD.tsv", "sub-01\tses-M00\tAD\nsub-05\tses-M00\tAD\n");
        Found("train/AD.tsv:1: columns sub-01, ses-M00, AD; columns separated by tabs, among them participant_id, session_id, diagnosis");
    }

    [Fact]
    public void A_repeated_column()
    {
        tree.Write("train/AD.tsv", "participant_id\tsession_id\tdiagnosis\tdiagnosis\nsub-01\tses-M00\tAD\tCN\n");
        Found("train/AD.tsv:1: diagnosis more than once; each column once");
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    public void Another_separator(char separator)
    {
        tree.Write("train/AD.tsv", "participant_id\tsession_id\tdiagnosis\nsub-01\tses-M00\tAD\n".Replace('\t', separator));
        Found($"train/AD.tsv:1: names separated by '{separator}': participant_id{separator}session_id{separator}diagnosis; columns separated by tabs, among them participant_id, session_id, diagnosis");
    }

    [Fact]
    public void Rows_of_another_length()
    {
        tree.Write("train/AD.tsv", LabelTreeFixture.Header + "sub-01\tses-M00\tAD\nsub-05\tses-M00\n\nsub-06\tses-M00\tAD\t70\nsub-07\n");
        Found(
            "train/AD.tsv:3: 2 cells; 3, as in the header, separated by tabs",
            "train/AD.tsv:5: 4 cells; 3, as in the header, separated by tabs",
            "train/AD.tsv:6: 1 cell; 3, as in the header, separated by tabs");
    }

    [Fact]
    public void A_quotation_mark_in_an_id()
    {
        tree.Write("train/AD.tsv", LabelTreeFixture.Header + "\"sub-01\tses-M00\tAD\nsub-05\tses-M00\tAD\n");
        Found("train/AD.tsv:2: participant_id '\"sub-01'; sub- and a name of letters and digits");
    }

    [Theory]
    [InlineData("\u200B", "200B")] // zero-width space
    [InlineData("\u00A0", "00A0")] // no-break space
    [InlineData("\uFEFF", "FEFF")] // byte-order mark
    [InlineData("\u00AD", "00AD")] // soft hyphen
    [InlineData("\u200E", "200E")] // left-to-right mark
    [InlineData("\u2007", "2007")] // figure space
    [InlineData("\u2028", "2028")] // line separator
    [InlineData("\u3164", "3164")] // Hangul filler
    [InlineData("\uFE0F", "FE0F")] // variation selector
    [InlineData("\u0001", "0001")]
    [InlineData("\U000E0041", "E0041")] // tag
    public void Characters_that_cannot_be_seen_are_named(string character, string code)
    {
        tree.Write("train/AD.tsv", LabelTreeFixture.Header + $"sub-01{character}\tses-{character}M00\tAD\nsub-05\tses-M00\tAD{character}\n");
        Found(
            $"train/AD.tsv:2: participant_id 'sub-01<U+{code}>', with a character that cannot be seen; sub- and a name of letters and digits",
            $"train/AD.tsv:2: session_id 'ses-<U+{code}>M00', with a character that cannot be seen; ses- and a name of letters and digits",
            $"train/AD.tsv:3: unknown diagnosis 'AD<U+{code}>', with a character that cannot be seen in 1 row; one of {Known}, or another with --label_code NAME=0 or NAME=1");

        tree.Write("train/AD.tsv", $"participant_id{character}\tsession_id\tdiagnosis\nsub-01\tses-M00\tAD\n");
        Found($"train/AD.tsv:1: columns participant_id<U+{code}>, session_id, diagnosis; columns separated by tabs, among them participant_id");
    }

    [Fact]
    public void Unknown_labels()
    {
        tree.Write("train/AD.tsv", LabelTreeFixture.Header + "sub-01\tses-M00\tAD\nsub-05\tses-M00\tFTD\nsub-06\tses-M00\tFTD\nsub-07\tses-M00\t\n");
        Found(
            $"train/AD.tsv:3: unknown diagnosis 'FTD' in 2 rows; one of {Known}, or another with --label_code NAME=0 or NAME=1",
            $"train/AD.tsv:5: empty diagnosis in 1 row; one of {Known}, or another with --label_code NAME=0 or NAME=1");
    }

    [Fact]
    public void Ids_that_are_none()
    {
        tree.Write("train/AD.tsv", LabelTreeFixture.Header + "\tses-M00\tAD\n01\tM00\tAD\nsub-\tses-M00\tAD\nsub-../x\tses-M00\tAD\n");
        Found(
            "train/AD.tsv:2: empty participant_id; sub- and a name of letters and digits",
            "train/AD.tsv:3: participant_id '01'; sub- and a name of letters and digits",
            "train/AD.tsv:3: session_id 'M00'; ses- and a name of letters and digits",
            "train/AD.tsv:4: participant_id 'sub-'; sub- and a name of letters and digits",
            "train/AD.tsv:5: participant_id 'sub-../x'; sub- and a name of letters and digits");
    }

    [Fact]
    public void A_session_twice_in_a_file_and_across_the_files_of_a_set()
    {
        tree.Write("train/AD.tsv", LabelTreeFixture.Header + "sub-01\tses-M00\tAD\nsub-01\tses-M00\tAD\n");
        tree.Write("train/CN.tsv", LabelTreeFixture.Header + "sub-02\tses-M00\tCN\nsub-01\tses-M00\tCN\n");
        Found(
            "train/AD.tsv:3: sub-01 ses-M00 again, after train/AD.tsv:2; each session once in a set",
            "train/CN.tsv:3: sub-01 ses-M00 again, after train/AD.tsv:2; each session once in a set");
    }

    [Fact]
    public void A_set_of_one_class()
    {
        tree.Write("validation/CN_baseline.tsv", LabelTreeFixture.Header);
        Found($"validation: only class 1 (AD) in 1 session(s); both classes; known labels are {Known}");
    }

    [Fact]
    public void A_set_of_nobody()
    {
        tree.Write("validation/AD_baseline.tsv", LabelTreeFixture.Header);
        tree.Write("validation/CN_baseline.tsv", LabelTreeFixture.Header);
        Found($"validation: no sessions; both classes; known labels are {Known}");
    }

    [Fact]
    public void A_list_without_a_row_though_its_class_has_others()
    {
        tree.Data = tree.Data with { Diagnoses = ["AD", "CN", "pMCI"] };
        tree.Write("train/pMCI.tsv", LabelTreeFixture.Header + "sub-05\tses-M00\tpMCI\n");
        tree.Write("validation/pMCI_baseline.tsv", LabelTreeFixture.Header);
        Found("validation/pMCI_baseline.tsv: no row below the header; a row for each session of that label; choose labels with --diagnoses");
    }

    [Fact]
    public void Of_MCI_whose_people_are_all_in_its_sub_categories_a_list_may_have_no_row()
    {
        tree.Data = tree.Data with { Diagnoses = ["AD", "CN", "MCI"] };
        tree.Write("train/MCI.tsv", LabelTreeFixture.Header + "sub-05\tses-M00\tMCI\n");
        tree.Write("validation/MCI_baseline.tsv", LabelTreeFixture.Header);
        Found();
        Assert.Equal([$"{tree.Root}/validation/MCI_baseline.tsv has no row: nobody in this set is MCI."], tree.Warnings);
    }

    [Fact]
    public void Lists_whose_lines_end_with_a_carriage_return_are_read()
    {
        tree.Write("train/AD.tsv", (LabelTreeFixture.Header + "sub-01\tses-M00\tAD\nsub-05\tses-M00\tAD\n").Replace('\n', '\r'));
        Assert.Equal([("sub-01", 2), ("sub-05", 3), ("sub-02", 2)], tree.Read().Single().Train.Select(session => (session.ParticipantId, session.Line)));
    }

    [Fact]
    public void The_same_participant_in_training_and_validation()
    {
        tree.Write("validation/CN_baseline.tsv", LabelTreeFixture.Header + "sub-02\tses-M12\tCN\n");
        Found("validation: participants that are in training too: sub-02; each participant in one of the two sets, or --allow_leakage");
    }

    [Fact]
    public void Folds_that_do_not_exist_or_come_twice()
    {
        using var folds = new LabelTreeFixture("train_splits-2/split-0", "validation_splits-2/split-0");
        folds.Data = folds.Data with { NSplits = 2, Split = [0, 2, -1, 0] };
        Assert.Equal(["--split: 0 more than once; each fold once", "--split: 2; 0 … 1, as --n_splits is 2", "--split: -1; 0 … 1, as --n_splits is 2"], folds.Findings());
    }

    [Fact]
    public void A_number_of_folds_below_1()
    {
        tree.Data = tree.Data with { NSplits = 0 };
        Found("--n_splits: 0; the k of the k-fold tree, at least 1");
    }

    [Fact]
    public void Diagnoses_that_come_twice()
    {
        tree.Data = tree.Data with { Diagnoses = ["AD", "CN", "AD"] };
        Assert.Contains("--diagnoses: AD more than once; each label once", tree.Findings());
    }

    [Fact]
    public void Label_codes_that_are_no_class_or_contradict_the_built_in_ones()
    {
        tree.Data = tree.Data with { LabelCode = tree.Data.LabelCode.Add("FTD", 2).Add("AD", 0) };
        Assert.Equal(
            ["--label_code: AD=0; AD is built in as class 1; give the others another name", "--label_code: FTD=2; a class is 0 or 1"],
            tree.Findings().Take(2));
    }

    [Fact]
    public void Everything_that_is_wrong_is_found_at_once()
    {
        tree.Data = tree.Data with { Split = [0, 0], LabelCode = tree.Data.LabelCode.Add("FTD", 2) };
        tree.Write("train/AD.tsv", LabelTreeFixture.Header + "sub-01\tses-M00\tXX\nsub-03\tses-M12\tAD\nsub-03\n");
        tree.Delete("train/CN.tsv");
        tree.Write("validation/CN_baseline.tsv", LabelTreeFixture.Header + "04\tses-M00\tCN\n");
        Assert.Equal(
            [
                "--label_code: FTD=2",
                "--split: 0 more than once",
                "train/CN.tsv: no such file",
                "train/AD.tsv:2: unknown diagnosis 'XX' in 1 row",
                "train/AD.tsv:4: 1 cell",
                "validation/CN_baseline.tsv:2: participant_id '04'",
                "validation: participants that are in training too: sub-03",
            ],
            tree.Findings().Select(finding => finding.Split(';')[0]));
    }

    private void Found(params string[] findings) => Assert.Equal(findings, tree.Findings());
}
