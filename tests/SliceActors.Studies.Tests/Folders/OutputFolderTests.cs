using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Studies.Folders;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Folders;

public sealed class OutputFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ResultTree tree;

    public OutputFolderTests() => tree = new ResultTree(folder.File("results"));

    [Fact]
    public void A_new_or_empty_folder_belongs_to_nobody()
    {
        Assert.Null(OutputFolder.Owner(tree));
        Directory.CreateDirectory(tree.Root);
        Assert.Null(OutputFolder.Owner(tree));
    }

    [Fact]
    public void A_folder_with_something_else_inside_is_refused_and_left_untouched()
    {
        Directory.CreateDirectory(tree.Root);
        var thesis = Path.Combine(tree.Root, "thesis.doc");
        File.WriteAllText(thesis, "precious");
        var refusal = Assert.Throws<RefusedException>(() => OutputFolder.Owner(tree));
        Assert.Contains("thesis.doc", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([thesis], Directory.GetFileSystemEntries(tree.Root));
        Assert.Equal("precious", File.ReadAllText(thesis));
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        File.WriteAllText(tree.Root, "precious");
        Assert.Throws<RefusedException>(() => OutputFolder.Owner(tree));
    }

    [Fact]
    public void A_commandline_json_of_somebody_else_is_not_taken_for_an_abandoned_claim()
    {
        Directory.CreateDirectory(tree.Root);
        File.WriteAllText(tree.CommandLine, "{}");
        Assert.Throws<RefusedException>(() => OutputFolder.Owner(tree));
    }

    [Theory]
    [InlineData("commandline.json")]
    [InlineData("commandline.json.writing")]
    [InlineData("environment.txt.writing")]
    public void A_claim_whose_process_died_is_nobodys(string left)
    {
        OutputFolder.Take(tree).Dispose();
        File.WriteAllText(Path.Combine(tree.Root, left), "{");
        Assert.Null(OutputFolder.Owner(tree));
    }

    [Fact]
    public void A_described_run_owns_its_folder_and_can_be_read_back()
    {
        var submission = TestStudy.Submission(slices: 2, output: tree.Root);
        using (var taken = OutputFolder.Take(tree))
        {
            taken.Describe(submission, "1.2.3");
        }

        Assert.Equal(new RunFile(submission.Run, submission.Spec.Digest(), 7, "1.2.3"), OutputFolder.Owner(tree));
        Same.Content(submission, SubmissionFile.Read(tree, OutputFolder.ExistingRun(tree)));
        Assert.True(File.Exists(tree.CommandLine));
        Assert.StartsWith("slice-actors==", File.ReadAllText(tree.Environment), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_at_work_is_refused_until_the_work_ends()
    {
        Assert.False(OutputFolder.IsAtWork(tree));
        using (OutputFolder.Take(tree))
        {
            Assert.True(OutputFolder.IsAtWork(tree));
            Assert.Throws<RefusedException>(() => OutputFolder.Take(tree));
        }

        Assert.False(OutputFolder.IsAtWork(tree));
        OutputFolder.Take(tree).Dispose();
    }

    [Fact]
    public void A_study_is_the_one_of_a_folder_when_nothing_but_an_unasked_seed_differs()
    {
        var spec = TestStudy.Spec();
        var file = new RunFile(new RunId("run"), spec.Digest(), spec.Optimisation.Seed, "1");
        var reseeded = spec with { Optimisation = spec.Optimisation with { Seed = 99 } };
        Assert.True(file.IsOf(spec, seedGiven: true));
        Assert.True(file.IsOf(reseeded, seedGiven: false));
        Assert.False(file.IsOf(reseeded, seedGiven: true));
        Assert.False(file.IsOf(TestStudy.Spec(epochs: 4), seedGiven: false));
    }

    public void Dispose() => folder.Dispose();
}
