using SliceActors.Runs.Commands;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;
using SliceActors.Studies.Tests.Support;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Journals;

public sealed class SubmittedRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> warnings = [];
    private readonly ResultTree tree;
    private readonly RunCommands.SubmitRun submission;

    public SubmittedRunTests()
    {
        tree = new ResultTree(folder.File("results"));
        submission = TestStudy.Submission(slices: 2, output: tree.Root);
        using var taken = OutputFolder.Take(tree);
        taken.Describe(submission, "1.2.3");
    }

    private string Submission => Path.Combine(tree.Bookkeeping, "submission.bin");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_file_is_read_where_it_is_whole()
    {
        Same.Content(submission, SubmittedRun.Read(tree, warnings));
        Assert.Empty(warnings);
    }

    [Fact]
    public void Where_the_file_is_damaged_the_journal_is_read_and_that_is_said()
    {
        File.WriteAllText(Submission, "damaged");
        using var journal = new WrittenJournal(tree);
        journal.Add($"run-{submission.Run}", 1, DateTime.UtcNow, RunEvents.RunSubmitted.Of(submission));

        Same.Content(submission, SubmittedRun.Read(tree, warnings));

        Assert.StartsWith($"{Submission} is missing, cut or damaged: the study is read from the journal", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void A_cut_file_that_no_journal_replaces_is_named_with_what_to_do(int length)
    {
        using (var file = File.OpenWrite(Submission))
        {
            file.SetLength(length);
        }

        AssertUnusable("cut or damaged");
    }

    [Fact]
    public void A_missing_file_that_no_journal_replaces_is_named_with_what_to_do()
    {
        File.Delete(Submission);

        AssertUnusable("missing");
    }

    [Fact]
    public void A_file_of_any_size_costs_no_memory()
    {
        using (var file = File.OpenWrite(Submission))
        {
            file.SetLength(1L << 40);
        }

        AssertUnusable("more than");
    }

    [Fact]
    public void A_file_of_another_study_is_named()
    {
        var other = new ResultTree(folder.File("other"));
        using (var taken = OutputFolder.Take(other))
        {
            taken.Describe(submission with { Spec = TestStudy.Spec(epochs: 9) }, "1.2.3");
        }

        File.Copy(Path.Combine(other.Bookkeeping, "submission.bin"), Submission, overwrite: true);

        AssertUnusable("of another study");
    }

    private void AssertUnusable(string found)
    {
        var trouble = Assert.Throws<BookkeepingException>(() => SubmittedRun.Read(tree, warnings));
        Assert.All([Submission, found, "expected the study of run", "Put it back from a backup"], said => Assert.Contains(said, trouble.Message, StringComparison.Ordinal));
        Assert.Empty(warnings);
    }
}
