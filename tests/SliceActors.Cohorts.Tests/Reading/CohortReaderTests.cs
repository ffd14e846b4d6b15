using System.Collections.Immutable;
using SliceActors.Cohorts.Reading;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.Tests.Reading;

public class CohortReaderTests
{
    private static string Tiny => Path.Combine(AppContext.BaseDirectory, "Golden", "labels", "tiny");

    private static DataSpec TinyData => new() { CapsDirectory = "caps", Preprocessing = Preprocessing.T1Linear, TsvPath = Tiny };

    [Fact]
    public void People_who_were_drawn_into_a_test_set_after_their_train_folder_was_divided_are_warned_of()
    {
        using var drawn = new LabelTreeFixture("train/train", "train/validation");
        drawn.Write("test/CN_baseline.tsv", LabelTreeFixture.Header + "sub-04\tses-M00\tCN\nsub-09\tses-M00\tCN\n");
        drawn.Data = drawn.Data with { TsvPath = $"{drawn.Root}/train/" };

        drawn.Read();

        Assert.Equal(
            [$"{drawn.Root}: 1 participant of test is trained or validated with, so results on test are not independent. They were drawn after {drawn.Root}/train/ was divided: divide it again."],
            drawn.Warnings);
    }

    [Fact]
    public void A_single_split_is_fold_0_in_the_order_of_diagnoses_then_rows()
    {
        var fold = Assert.Single(Read(TinyData));
        Assert.Equal(new FoldIndex(0), fold.Fold);
        Assert.Equal(Rows("train/AD.tsv").Concat(Rows("train/CN.tsv")), fold.Train.Select(Cells));
        Assert.Equal(Rows("validation/AD_baseline.tsv").Concat(Rows("validation/CN_baseline.tsv")), fold.Validation.Select(Cells));
        Assert.Empty(fold.LeakedParticipants);
        Assert.All(fold.Train, session => Assert.Equal(session.Diagnosis == "AD" ? 1 : 0, session.Label));

        var first = fold.Train[0];
        Assert.Equal((Path.Combine(Tiny, "train", "AD.tsv"), 2), (first.File, first.Line));
    }

    [Fact]
    public void Diagnoses_are_read_in_the_order_given()
    {
        var fold = Assert.Single(Read(TinyData with { Diagnoses = ["CN", "AD"] }));
        Assert.Equal(Rows("train/CN.tsv").Concat(Rows("train/AD.tsv")), fold.Train.Select(Cells));
    }

    [Fact]
    public void Baseline_narrows_training_and_validation_is_always_baseline()
    {
        var fold = Assert.Single(Read(TinyData with { Baseline = true }));
        Assert.Equal(Rows("train/AD_baseline.tsv").Concat(Rows("train/CN_baseline.tsv")), fold.Train.Select(Cells));
        Assert.Equal(Rows("validation/AD_baseline.tsv").Concat(Rows("validation/CN_baseline.tsv")), fold.Validation.Select(Cells));
    }

    [Fact]
    public void All_folds_of_a_k_fold_tree_are_read()
    {
        var folds = Read(TinyData with { NSplits = 2 });
        Assert.Equal([0, 1], folds.Select(fold => fold.Fold.Value));
        foreach (var fold in folds)
        {
            Assert.Equal(
                Rows($"train_splits-2/split-{fold.Fold}/AD.tsv").Concat(Rows($"train_splits-2/split-{fold.Fold}/CN.tsv")), fold.Train.Select(Cells));
            Assert.Equal(
                Rows($"validation_splits-2/split-{fold.Fold}/AD_baseline.tsv").Concat(Rows($"validation_splits-2/split-{fold.Fold}/CN_baseline.tsv")),
                fold.Validation.Select(Cells));
        }
    }

    [Fact]
    public void Chosen_folds_run_in_the_order_given() =>
        Assert.Equal([1, 0], Read(TinyData with { NSplits = 2, Split = [1, 0] }).Select(fold => fold.Fold.Value));

    [Fact]
    public void Folds_without_n_splits_are_the_same_split_under_other_names_with_a_warning()
    {
        using var tree = new LabelTreeFixture();
        tree.Data = tree.Data with { Split = [3, 1] };
        var folds = tree.Read();
        Assert.Equal([3, 1], folds.Select(fold => fold.Fold.Value));
        Assert.Equal(folds[0].Train, folds[1].Train);
        Assert.Equal(["--split without --n_splits: the single split is used for fold-3, fold-1."], tree.Warnings);
    }

    [Fact]
    public void Labels_beyond_those_built_in_have_the_class_that_the_user_gives()
    {
        using var tree = new LabelTreeFixture();
        foreach (var (set, id) in new[] { ("train/FTD.tsv", 7), ("validation/FTD_baseline.tsv", 8) })
        {
            tree.Write(set, LabelTreeFixture.Header + $"sub-0{id}\tses-M00\tFTD\n");
        }

        tree.Data = tree.Data with { Diagnoses = ["FTD", "CN"], LabelCode = tree.Data.LabelCode.Add("FTD", 1) };
        Assert.Equal([("FTD", 1), ("CN", 0)], Assert.Single(tree.Read()).Train.Select(session => (session.Diagnosis, session.Label)));
    }

    [Fact]
    public void Labels_come_from_the_column_and_all_built_in_ones_are_known()
    {
        using var tree = new LabelTreeFixture();
        tree.Write("train/AD.tsv", LabelTreeFixture.Header + "sub-1\tses-1\tAD\nsub-2\tses-1\tBV\nsub-3\tses-1\tMCI\nsub-4\tses-1\tpMCI\nsub-5\tses-1\tsMCI\nsub-6\tses-1\tCN\n");
        Assert.Equal([1, 1, 1, 1, 0, 0], Assert.Single(tree.Read()).Train.Take(6).Select(session => session.Label));
    }

    [Theory]
    [InlineData("\uFEFFparticipant_id\tsession_id\tdiagnosis\nsub-01\tses-M00\tAD\n")]
    [InlineData("participant_id\tsession_id\tdiagnosis\r\nsub-01\tses-M00\tAD\r\n")]
    [InlineData("participant_id\tsession_id\tdiagnosis\n\nsub-01\tses-M00\tAD")]
    [InlineData("age\tdiagnosis\tsession_id\tparticipant_id\n70.5\tAD\tses-M00\tsub-01\n")]
    [InlineData("\"participant_id\"\t\"session_id\"\t\"diagnosis\"\n\"sub-01\"\t\"ses-M00\"\t\"AD\"\n")]
    [InlineData("participant_id\tsession_id\tdiagnosis\tnote\nsub-01\tses-M00\tAD\t\"fell;\nsee \"\"letter\"\"\"\n")]
    [InlineData("participant_id\tsession_id\tnote\tdiagnosis\nsub-01\tses-M00\t5\" scar\tAD\n")]
    public void Tables_of_other_programs_are_read_too(string content)
    {
        using var tree = new LabelTreeFixture();
        tree.Write("train/AD.tsv", content);
        Assert.Equal(["sub-01 ses-M00 AD", "sub-02 ses-M00 CN"], Assert.Single(tree.Read()).Train.Select(Cells));
    }

    [Fact]
    public void People_of_a_test_set_who_are_in_the_folds_are_warned_of()
    {
        using var tree = new LabelTreeFixture("train_splits-2/split-0", "validation_splits-2/split-0");
        tree.Data = tree.Data with { NSplits = 2, Split = [0] };
        tree.Write("train/AD_baseline.tsv", LabelTreeFixture.Header + "sub-01\tses-M00\tAD\n");
        tree.Write("test/AD_baseline.tsv", LabelTreeFixture.Header + "sub-03\tses-M00\tAD\nsub-77\tses-M00\tAD\n");
        tree.Write("test/CN_baseline.tsv", LabelTreeFixture.Header + "sub-02\tses-M00\tCN\n");
        tree.Read();
        Assert.Equal(
            [$"{tree.Root}: 2 participants of test are trained or validated with, so results on test are not independent. Divide {tree.Root}/train instead."], tree.Warnings);

        tree.Warnings.Clear();
        tree.Write("test/AD_baseline.tsv", LabelTreeFixture.Header + "sub-77\tses-M00\tAD\n");
        tree.Delete("test/CN_baseline.tsv");
        tree.Read();
        Assert.Empty(tree.Warnings);
    }

    [Fact]
    public void Allowed_leakage_is_returned_and_warned_of()
    {
        using var tree = new LabelTreeFixture();
        tree.Write("validation/CN_baseline.tsv", LabelTreeFixture.Header + "sub-02\tses-M12\tCN\nsub-01\tses-M24\tCN\n");
        tree.Data = tree.Data with { AllowLeakage = true };
        Assert.Equal(["sub-01", "sub-02"], Assert.Single(tree.Read()).LeakedParticipants.AsEnumerable());
        Assert.Equal(
            [$"{tree.Root}/validation: training has these participants too, so validation is not independent of it: sub-01, sub-02."], tree.Warnings);
    }

    private static ImmutableArray<FoldSessions> Read(DataSpec data)
    {
        var (findings, warnings) = (new List<Finding>(), new List<string>());
        var folds = CohortReader.Read(data, findings, warnings);
        Assert.Empty(findings);
        Assert.Empty(warnings);
        return folds;
    }

    private static IEnumerable<string> Rows(string file) =>
        File.ReadLines(Path.Combine(Tiny, file)).Skip(1).Select(line => string.Join(' ', line.Split('\t').Take(3)));

    private static string Cells(LabelledSession session) => $"{session.ParticipantId} {session.SessionId} {session.Diagnosis}";
}
