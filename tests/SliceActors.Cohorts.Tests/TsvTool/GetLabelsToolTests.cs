using SliceActors.Cohorts.TsvTool;

namespace SliceActors.Cohorts.Tests.TsvTool;

public sealed class GetLabelsToolTests : IDisposable
{
    private const string Header = "participant_id\tsession_id\tdiagnosis\tdiagnosis_bl\tage_bl\tsex\tMMS\n";
    private readonly LabelFolderFixture folder = new();

    public GetLabelsToolTests()
    {
        folder.Write(
            "merged.tsv",
            Header
            + "sub-2\tses-M12\tAD\tAD\t71.50\tF\t20\nsub-2\tses-M00\tAD\tAD\t71.50\tF\t22\n"
            + "sub-1\tses-M00\tCN\tCN\t60\tM\t30\n"
            + "sub-3\tses-M00\tCN\tSMC\t66\tM\t29\n"
            + "sub-4\tses-M00\tEMCI\tEMCI\t64\tM\t27\nsub-4\tses-M36\tMCI\tEMCI\t64\tM\t26\n"
            + "sub-5\tses-M00\tCN\tCN\t70\tF\t30\n");
        folder.Write("mods/missing_mods_ses-M00.tsv", "participant_id\tt1w\tdwi\nsub-1\t1\t0\nsub-2\t1\t1\nsub-3\t1\t0\nsub-4\t1.0\t0\nsub-5\t0\t1\n");
        folder.Write("mods/missing_mods_ses-M12.tsv", "participant_id\tt1w\tdwi\nsub-2\t1\t0\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_label_gets_the_sessions_that_have_the_modality_sorted_by_participant_and_time()
    {
        var tree = Plan(options => options);
        Assert.Empty(folder.Findings);
        Assert.Empty(folder.Warnings);
        Assert.Equal(["AD.tsv", "CN.tsv"], tree.Tables.Select(table => table.Path));
        Assert.Equal(
            "participant_id\tsession_id\tdiagnosis\tage_bl\tsex\nsub-2\tses-M00\tAD\t71.50\tF\nsub-2\tses-M12\tAD\t71.50\tF\n", tree.Tables[0].Text);
        Assert.Equal(["sub-1\tses-M00\tCN\t60\tM"], LabelFolderFixture.Rows(tree, "CN.tsv"));
    }

    [Fact]
    public void Another_modality_keeps_other_sessions()
    {
        var tree = Plan(options => options with { Modality = "dwi" });
        Assert.Equal(["sub-2\tses-M00\tAD\t71.50\tF"], LabelFolderFixture.Rows(tree, "AD.tsv"));
        Assert.Equal(["sub-5"], LabelFolderFixture.Participants(tree, "CN.tsv"));
    }

    [Fact]
    public void Subjective_memory_complaints_stay_when_asked_for() =>
        Assert.Equal(["sub-1", "sub-3"], LabelFolderFixture.Participants(Plan(options => options with { KeepSmc = true }), "CN.tsv"));

    [Fact]
    public void Further_variables_follow_age_and_sex()
    {
        var tree = Plan(options => options with { VariablesOfInterest = ["MMS", "sex"] });
        Assert.Equal("sub-2\tses-M00\tAD\t71.50\tF\t22", LabelFolderFixture.Rows(tree, "AD.tsv")[0]);
    }

    [Fact]
    public void The_restriction_keeps_what_it_lists()
    {
        folder.Write("only.tsv", "participant_id\tsession_id\nsub-2\tses-M12\nsub-1\tses-M00\nsub-9\tses-M00\n");
        Assert.Equal(["sub-2\tses-M12\tAD\t71.50\tF"], LabelFolderFixture.Rows(Plan(options => options with { RestrictionPath = folder.Root + "/only.tsv" }), "AD.tsv"));
    }

    [Fact]
    public void Early_and_late_MCI_are_MCI_and_sessions_that_no_table_tells_of_are_warned_of()
    {
        var tree = Plan(options => options with { Diagnoses = ["MCI", "sMCI"] });
        Assert.Equal(["sub-4\tses-M00\tMCI\t64\tM"], LabelFolderFixture.Rows(tree, "MCI.tsv"));
        Assert.Equal(["sub-4\tses-M00\tsMCI\t64\tM"], LabelFolderFixture.Rows(tree, "sMCI.tsv"));
        Assert.Equal([$"MCI: 1 of 2 session(s) are left out, as no table in {folder.Root}/mods tells of them."], folder.Warnings);
    }

    [Fact]
    public void A_longer_horizon_leaves_MCI_open()
    {
        Plan(options => options with { Diagnoses = ["sMCI"], TimeHorizon = 48 });
        Assert.Equal(["merged.tsv: 0 session(s) of sMCI, of which none has t1w; sessions of each label; choose labels with --diagnoses"], folder.Found);
    }

    [Fact]
    public void ADNIs_change_of_diagnosis_fills_gaps()
    {
        folder.Write(
            "merged.tsv",
            "participant_id\tsession_id\tdiagnosis\tadni_diagnosis_change\nsub-2\tses-M00\tAD\t3\nsub-2\tses-M12\t\t3.0\nsub-1\tses-M00\tCN\t1\nsub-1\tses-M12\tn/a\t5\n");
        var tree = Plan(options => options with { Diagnoses = ["AD"] });
        Assert.Equal(["sub-2\tses-M00\tAD", "sub-2\tses-M12\tAD"], LabelFolderFixture.Rows(tree, "AD.tsv"));
        Assert.Equal(["age", "sex"], folder.Warnings.Select(warning => warning.Split("no column for ")[1].Split(':')[0]));
        Plan(options => options);
        Assert.StartsWith("merged.tsv: 0 session(s) of CN", Assert.Single(folder.Found));
    }

    [Fact]
    public void Everything_that_is_wrong_is_found_at_once()
    {
        folder.Write("merged.tsv", Header + "sub-1\tses-M06\tCN\tCN\t60\tM\t30\nsub-2\tM00\tCN\tCN\t60\tM\t30\n");
        folder.Write("mods/missing_mods_ses-M00.tsv", "participant_id\tt1w\nsub-1\tyes\nsub-2\t1\nsub-2\t1\n");
        folder.Write("mods/missing_mods_ses-M12.tsv", "participant_id\tdwi\n");
        folder.Write("only.tsv", "participant_id\tsession_id\nsub-2\tses-M12\nsub-2\tses-M12\n");
        Plan(options => options with { Diagnoses = ["AD", "XX", "AD"], TimeHorizon = -1, RestrictionPath = folder.Root + "/only.tsv", VariablesOfInterest = ["APOE"] });
        Assert.Equal(
            [
                "--diagnoses: XX; one of AD, BV, CN, MCI, sMCI, pMCI",
                "--diagnoses: AD more than once; each label once",
                "--time_horizon: -1; months, 0 or more",
                "merged.tsv:3: session_id 'M00'; ses-M and the number of months, for example ses-M00",
                "merged.tsv:2: sub-1 without a session ses-M00; the diagnosis at month 0 of each participant, as labels depend on it",
                "mods/missing_mods_ses-M00.tsv:2: t1w 'yes'; 1 or 0",
                "mods/missing_mods_ses-M00.tsv:4: sub-2 again; each participant once for a session",
                "mods/missing_mods_ses-M12.tsv:1: columns participant_id, dwi; columns separated by tabs, among them t1w",
                "only.tsv:3: sub-2 ses-M12 again, after line 2; each session once",
                "merged.tsv:1: no column APOE, which --variables_of_interest names; one of participant_id, session_id, diagnosis, diagnosis_bl, age_bl, sex, MMS",
            ],
            folder.Found);
    }

    [Fact]
    public void Files_and_folders_that_are_not_there_are_refused()
    {
        Plan(options => options with { MergedTsv = folder.Root + "/none.tsv", MissingMods = folder.Root + "/none" });
        Assert.Equal(2, folder.Findings.Count);
        Assert.StartsWith("none.tsv: cannot be read", folder.Found.First());
        Assert.Equal("none: no such folder; a folder with a table for each session, for example missing_mods_ses-M00.tsv", folder.Found.Last());
    }

    [Fact]
    public void A_list_that_exists_is_refused_unless_it_may_be_replaced()
    {
        folder.Write("out/AD.tsv", "mine");
        folder.Write("out/other.tsv", "mine");
        var tree = Plan(options => options);
        tree.CheckTarget(overwrite: false, folder.Findings, folder.Warnings);
        Assert.Equal(["out/AD.tsv: a file that exists; no such file, or --overwrite to replace it"], folder.Found);
        folder.Findings.Clear();
        tree.CheckTarget(overwrite: true, folder.Findings, folder.Warnings);
        Assert.Empty(folder.Findings);
        tree.Write();
        Assert.StartsWith("participant_id", File.ReadAllText(folder.Root + "/out/AD.tsv"));
        Assert.Equal("mine", File.ReadAllText(folder.Root + "/out/other.tsv"));
        Assert.Contains("\"time_horizon\": 36", File.ReadAllText(folder.Root + "/out/getlabels.json"));
    }

    private PlannedTree Plan(Func<GetLabelsOptions, GetLabelsOptions> with) => GetLabelsTool.Plan(
        with(new GetLabelsOptions { MergedTsv = folder.Root + "/merged.tsv", MissingMods = folder.Root + "/mods", ResultsPath = folder.Root + "/out" }),
        folder.Findings,
        folder.Warnings);
}
