using SliceActors.Endings;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.EndToEnd.Tests.Predictions;

/// <summary>Results some of whose networks are gone or cannot be read.</summary>
[Collection(UndisturbedRunsGroup.Name)]
public sealed class DamagedModelTests(UndisturbedRuns runs)
{
    [Fact]
    public void All_models_that_are_missing_or_damaged_are_named_each_once()
    {
        var results = runs.CopyOf(runs.Multicnn);
        var (absent, damaged) = (Model(results, 0), Model(results, 1));
        using (var file = File.Open(damaged, FileMode.Open))
        {
            file.SetLength(2000);
        }

        SliceActorsProgram.Run("explain", results, "-cpu", "--cache_dir", runs.Study.Cache).Ended((int)ExitCode.BadInput).Said("this has to be put right first", $"{damaged}: ");
        File.Delete(absent);
        SliceActorsProgram.Run("predict", results, runs.Study.Caps, Path.Combine(runs.Study.Labels, "validation_splits-2", "split-0"), "test", "-cpu", "--cache_dir", runs.Study.Cache).Ended((int)ExitCode.BadInput).Said("2 things have to be put right first", $"{absent}: no such file", $"{damaged}: ");

        static string Model(string results, int network) => new ResultTree(results).Model(new UnitId(new FoldIndex(0), new NetworkIndex(network)), Selection.BestBalancedAccuracy);
    }
}
