namespace SliceActors.Cohorts.Tests.TsvTool;

/// <summary>Folders of label lists that were divided before: nobody who is held out gets into training.</summary>
public sealed class DividedFolderTests : IDisposable
{
    private readonly LabelFolderFixture folder = new();

    public DividedFolderTests()
    {
        folder.WriteList("AD", 12);
        folder.WriteList("CN", 12);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folds_of_a_folder_with_a_test_set_are_refused_and_the_train_folder_is_named()
    {
        Split("test");

        folder.KFold(options => options with { NSplits = 2 });

        Assert.Equal(
            [$"{folder.Root}: lists of everybody, with those whom tsvtool split has held out as test: folds would train with them; did you mean train?"],
            folder.Found);
    }

    [Fact]
    public void Folds_of_the_train_folder_are_made()
    {
        Split("test");

        var tree = folder.KFold(options => options with { FormattedDataPath = Path.Combine(folder.Root, "train"), NSplits = 2 });

        Assert.Empty(folder.Findings);
        Assert.NotEmpty(tree.Tables);
    }

    [Fact]
    public void Folds_of_a_folder_of_which_everybody_is_held_out_are_refused()
    {
        folder.Split(options => options with { NTest = 0 }).Write();

        folder.KFold(options => options with { NSplits = 2 });

        Assert.EndsWith("; lists without them", Assert.Single(folder.Found), StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_beside_a_single_split_into_train_and_validation_are_made()
    {
        Split("validation");

        folder.KFold(options => options with { NSplits = 2 });

        Assert.Empty(folder.Findings);
    }

    [Fact]
    public void A_test_set_of_a_folder_with_folds_is_refused()
    {
        folder.KFold(options => options with { NSplits = 2 }).Write();

        folder.Split(options => options with { NTest = 3, IgnoreDemographics = true });

        Assert.Equal(
            [$"{folder.Root}: folds of everybody (train_splits-2, validation_splits-2): they would train with those who are held out as test; no folds yet: split first, then tsvtool kfold train"],
            folder.Found);
    }

    [Fact]
    public void A_validation_set_of_a_folder_with_a_test_set_is_refused_and_the_train_folder_is_named()
    {
        Split("test");

        folder.Split(options => options with { NTest = 3, SubsetName = "validation", IgnoreDemographics = true });

        Assert.Equal([$"{folder.Root}: lists of everybody, with those who are held out as test: train would have them again; did you mean train?"], folder.Found);
    }

    [Fact]
    public void The_same_set_may_be_drawn_again()
    {
        Split("test");
        Split("test");

        Assert.Empty(folder.Findings);
    }

    [Fact]
    public void Another_draw_is_refused_while_folds_of_the_first_have_people_whom_it_holds_out_and_the_same_draw_is_not()
    {
        Split("test");
        folder.KFold(options => options with { FormattedDataPath = Path.Combine(folder.Root, "train"), NSplits = 2 }).Write();

        Split("test");
        Assert.Empty(folder.Findings);

        folder.Split(options => options with { NTest = 3, IgnoreDemographics = true, Seed = 5 });
        Assert.Equal(2, folder.Findings.Count);
        Assert.All(folder.Findings, finding => Assert.Matches("^[0-9] participants who would be held out as test: sub-", finding.Found));
        Assert.Equal(["train_splits-2", "validation_splits-2"], folder.Findings.Select(finding => Path.GetFileName(finding.Where)));
    }

    private void Split(string subset) => folder.Split(options => options with { NTest = 3, SubsetName = subset, IgnoreDemographics = true }).Write();
}
