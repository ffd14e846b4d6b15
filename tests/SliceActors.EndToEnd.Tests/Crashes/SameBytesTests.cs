using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Crashes;

[Collection(UndisturbedRunsGroup.Name)]
public sealed class SameBytesTests(UndisturbedRuns runs)
{
    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_does_not()
    {
        var (again, other) = (runs.Study.NewOutput(), runs.Study.NewOutput());

        SliceActorsProgram.Run(runs.Study.Train("cnn", again)).Ended(0);
        SliceActorsProgram.Run(runs.Study.Train("cnn", other, "--epochs", "1", "--seed", "8")).Ended(0);

        FolderSnapshot.AssertSameResults(runs.Cnn, again);
        Assert.NotEqual(Models(runs.Brief), Models(other));
    }

    [SkippableFact]
    public void More_networks_side_by_side_give_the_same_bytes()
    {
        // One thread each in both runs: with fewer networks than cores each would get several, and the spec would say so.
        var cores = Environment.ProcessorCount;
        Skip.If(cores >= SmallStudy.Networks, "This machine has a core for every network of the study.");
        var (busy, crowded) = (runs.Study.NewOutput(), runs.Study.NewOutput());

        SliceActorsProgram.Run(runs.Study.Train("multicnn", busy, "--slots", $"{cores}", "--epochs", "2")).Ended(0);
        SliceActorsProgram.Run(runs.Study.Train("multicnn", crowded, "--slots", $"{SmallStudy.Networks}", "--epochs", "2")).Ended(0);

        FolderSnapshot.AssertSameResults(busy, crowded);
    }

    private static List<string> Models(string output) =>
        [.. FolderSnapshot.Results(output).Where(file => file.Key.EndsWith(".pth.tar", StringComparison.Ordinal)).Select(file => file.Value)];
}
