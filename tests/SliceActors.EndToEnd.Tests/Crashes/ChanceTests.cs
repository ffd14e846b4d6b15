using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;

namespace SliceActors.EndToEnd.Tests.Crashes;

[Collection(UndisturbedRunsGroup.Name)]
public sealed class ChanceTests(UndisturbedRuns runs)
{
    private static readonly string[] Options = ["--permutations", "2", "--repeats", "1"];
    private static readonly string[] Tables = ["chance.tsv", "permutations.tsv", "repeats.tsv"];

    [Fact]
    public void Permutations_leave_the_results_of_the_study_alone_and_a_kill_among_them_costs_no_byte()
    {
        var (undisturbed, killed) = (runs.Study.NewOutput(), runs.Study.NewOutput());

        var screen = SliceActorsProgram.Run(runs.Study.Quick("cnn", undisturbed, Options)).Ended(0);
        var first = new ResultTree(killed).SlicesOf(new FoldIndex(FoldIndex.FirstVariation));
        using (var program = SliceActorsProgram.Start(runs.Study.Quick("cnn", killed, Options)))
        {
            Assert.True(program.WaitUntil(() => File.Exists(first)));
            program.Kill();
        }

        Assert.Contains("permutations: ", SliceActorsProgram.Run("status", killed).Ended(0).Output, StringComparison.Ordinal);
        SliceActorsProgram.Run(runs.Study.Resume(killed)).Ended(0);

        FolderSnapshot.AssertSameResults(undisturbed, killed);
        Assert.Contains("2 permutations of the labels, best by BA: p = ", screen.Output, StringComparison.Ordinal);
        Assert.All(screen.Output.Split('\n').SkipWhile(line => !line.StartsWith("2 permutations", StringComparison.Ordinal)).Take(8), line => Assert.InRange(line.Length, 0, 80));
        var (with, without) = (FolderSnapshot.Results(undisturbed), FolderSnapshot.Results(runs.QuickCnn));
        Assert.Equal(Tables, with.Keys.Except(without.Keys).Order(StringComparer.Ordinal));

        // Who is wrong with other seeds, too, is counted.
        Assert.Equal(["commandline.json", "people-validation.tsv"], without.Keys.Where(file => with[file] != without[file]).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(new ResultTree(undisturbed).Variations, "model_best.pth.tar", SearchOption.AllDirectories));
    }
}
