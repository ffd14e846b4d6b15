using SliceActors.Cohorts.Reading;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.Tests.Reading;

public sealed class MultiCohortTests : IDisposable
{
    private readonly LabelTreeFixture first = new();
    private readonly LabelTreeFixture second = new();
    private readonly DirectoryInfo tables = Directory.CreateTempSubdirectory("cohorts-");

    public MultiCohortTests()
    {
        foreach (var file in Directory.GetFiles(second.Root, "*.tsv", SearchOption.AllDirectories))
        {
            File.WriteAllText(file, File.ReadAllText(file).Replace("sub-0", "sub-1", StringComparison.Ordinal));
        }

        Caps("A\t/caps/a", "B\t/caps/b");
        Labels($"A\t{first.Root}\tAD, CN", $"B\t{second.Root}\tCN,AD,MCI");
    }

    private string CapsTable => Path.Combine(tables.FullName, "caps.tsv");

    private string LabelTable => Path.Combine(tables.FullName, "labels.tsv");

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
        tables.Delete(recursive: true);
    }

    [Fact]
    public void Sessions_follow_cohort_after_cohort_each_with_its_CAPS()
    {
        var (folds, findings, _) = Read();

        Assert.Empty(findings);
        Assert.Equal(["sub-01", "sub-01", "sub-02", "sub-11", "sub-11", "sub-12"], folds[0].Train.Select(session => session.ParticipantId));
        Assert.Equal(["/caps/a", "/caps/a", "/caps/a", "/caps/b", "/caps/b", "/caps/b"], folds[0].Train.Select(session => session.CapsDirectory));
        Assert.Equal(["AD", "AD", "CN"], folds[0].Train.Skip(3).Select(session => session.Diagnosis));
    }

    [Fact]
    public void A_cohort_gives_only_the_labels_that_its_row_and_the_command_line_name()
    {
        Labels($"A\t{first.Root}\tCN", $"C\t/nowhere\tMCI", $"B\t{second.Root}\tAD");

        var (folds, findings, _) = Read();

        Assert.Empty(findings);
        Assert.Equal(["sub-02", "sub-11", "sub-11"], folds[0].Train.Select(session => session.ParticipantId));
    }

    [Fact]
    public void Relative_paths_begin_at_the_current_directory()
    {
        Caps("A\tcaps/a", "B\tcaps/b");

        Assert.Equal(Path.GetFullPath("caps/a"), Read().Folds[0].Train[0].CapsDirectory);
    }

    [Fact]
    public void All_that_is_wrong_with_the_tables_is_found_with_its_line()
    {
        Caps("A\t/caps/a", "A\t/caps/b", "\t/caps/c");
        Labels($"A\t{first.Root}/nothing\tAD", "B\t\tAD");

        Assert.Equal(
            [
                $"{CapsTable}:3: cohort 'A' again, after line 2; each cohort once",
                $"{CapsTable}:4: an empty cohort; the name of a cohort and the root of its CAPS",
                $"{LabelTable}:2: {first.Root}/nothing: no such folder; the folder of a tree made by tsvtool split or tsvtool kfold",
                $"{LabelTable}:3: an empty path; the folder of a tree made by tsvtool split or tsvtool kfold",
                $"{LabelTable}: no cohort with CN; AD, CN (--diagnoses), each in the column diagnoses of a cohort",
            ],
            Read().Findings);
    }

    [Fact]
    public void A_cohort_without_CAPS_is_found()
    {
        Caps("A\t/caps/a");

        Assert.Equal($"{LabelTable}:3: cohort 'B', which {CapsTable} does not have; one of A", Assert.Single(Read().Findings));
    }

    [Fact]
    public void Missing_columns_and_files_are_found()
    {
        File.WriteAllText(CapsTable, "cohort\tfolder\nA\t/caps/a\n");
        File.Delete(LabelTable);

        var findings = Read().Findings;

        Assert.Equal(2, findings.Count);
        Assert.StartsWith($"{CapsTable}:1: columns cohort, folder", findings[0], StringComparison.Ordinal);
        Assert.StartsWith($"{LabelTable}: no such file; with --multi_cohort TSV_PATH is a .tsv file with the columns cohort, path, diagnoses", findings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_session_of_two_cohorts_in_one_set_is_found_as_results_could_not_tell_them_apart()
    {
        second.Write("train/AD.tsv", LabelTreeFixture.Header + "sub-01\tses-M12\tAD\n");

        Assert.Equal(
            $"{second.Root}/train/AD.tsv:2: sub-01 ses-M12 again, after {first.Root}/train/AD.tsv:3; each session once in a set, over all cohorts: results do not name the cohort",
            Assert.Single(Read().Findings));
    }

    [Fact]
    public void The_same_id_in_another_CAPS_is_another_person_and_no_leakage()
    {
        second.Write("validation/AD_baseline.tsv", LabelTreeFixture.Header + "sub-01\tses-M00\tAD\n");

        var (folds, findings, _) = Read();

        Assert.Empty(findings);
        Assert.Contains(folds[0].Validation, session => session is { ParticipantId: "sub-01", CapsDirectory: "/caps/b" });
    }

    [Fact]
    public void A_participant_of_the_same_CAPS_leaks_whatever_the_cohort_is_called()
    {
        Caps("A\t/caps/a", "B\t/caps/a");
        second.Write("validation/AD_baseline.tsv", LabelTreeFixture.Header + "sub-01\tses-M00\tAD\n");

        Assert.Equal(
            $"{LabelTable}: participants that are in training too: sub-01; each participant in one of the two sets, or --allow_leakage", Assert.Single(Read().Findings));
    }

    private void Caps(params string[] rows) => File.WriteAllLines(CapsTable, ["cohort\tpath", .. rows]);

    private void Labels(params string[] rows) => File.WriteAllLines(LabelTable, ["cohort\tpath\tdiagnoses", .. rows]);

    private (IReadOnlyList<FoldSessions> Folds, List<string> Findings, List<string> Warnings) Read()
    {
        var (findings, warnings) = (new List<Finding>(), new List<string>());
        var data = new DataSpec { CapsDirectory = CapsTable, Preprocessing = Preprocessing.T1Linear, TsvPath = LabelTable, MultiCohort = true };
        var folds = CohortReader.Read(data, findings, warnings);
        return (folds, [.. findings.Select(finding => finding.ToString())], warnings);
    }
}
