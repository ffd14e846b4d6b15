using System.Globalization;
using SliceActors.Endings;
using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;

namespace SliceActors.EndToEnd.Tests.Refusals;

[Collection(InterruptedRunsGroup.Name)]
public sealed class FailedNetworkTests(UndisturbedRuns runs)
{
    private const int FinishedWithFailedUnits = (int)ExitCode.FinishedWithFailedUnits;

    [Fact]
    public void Networks_that_diverge_fail_alone_each_and_can_be_tried_again()
    {
        var output = runs.Study.NewOutput();

        var trained = SliceActorsProgram.Run(runs.Study.Train("multicnn", output, "--learning_rate", "1e30")).Ended(FinishedWithFailedUnits);

        Assert.Contains("became NaN in epoch 0", trained.Output, StringComparison.Ordinal);
        trained.Said($"Finished without results: {SmallStudy.Networks} networks failed, and there were no others", "The same options would make them fail again");
        Assert.DoesNotContain("--retry_failed", trained.Errors, StringComparison.Ordinal);
        Assert.Equal(SmallStudy.Networks, trained.OutputLines.Where(line => line.Contains("became NaN", StringComparison.Ordinal)).Sum(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)));
        Assert.Equal("slice_id\tnetwork\n8\t0\n9\t1\n10\t2\n", File.ReadAllText(Path.Combine(output, "fold-0", "cnn_classification", "missing_slices.tsv")));
        Assert.Contains("completed with failed networks", SliceActorsProgram.Run("status", output).Ended(0).Output, StringComparison.Ordinal);
        SliceActorsProgram.Run(runs.Study.Resume(output)).Ended(FinishedWithFailedUnits);
        var again = SliceActorsProgram.Run(runs.Study.Resume(output, "--retry_failed")).Ended(FinishedWithFailedUnits);
        Assert.Contains($"Going on with {SmallStudy.Networks} networks", again.Output, StringComparison.Ordinal);

        foreach (var command in new string[][] { ["predict", output, runs.Study.Caps, runs.Study.Labels, "new", "-cpu"], ["explain", output, "-cpu"], ["export", output, runs.Study.NewOutput()] })
        {
            var refused = SliceActorsProgram.Run(command).Ended((int)ExitCode.BadInput).Said($"{new ResultTree(output).Fold(new FoldIndex(0))}: no network: all of this fold failed in training");
            Assert.DoesNotContain("interrupted", refused.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_run_that_the_disk_refuses_stops_and_once_that_is_put_right_ends_with_the_bytes_of_an_undisturbed_one()
    {
        var output = runs.Study.NewOutput();
        var described = new Moments(output).OfTheStart().Single(moment => moment.Name == "the run is described");
        using (var program = SliceActorsProgram.Start(runs.Study.Quick("multicnn", output)))
        {
            Assert.True(program.WaitUntil(described.HasCome));
            program.Kill();
        }

        // Where one network would have its folder there is a file: the disk refuses, whoever asks.
        var obstacle = new ResultTree(output).WorkOf(new UnitId(new FoldIndex(0), new NetworkIndex(1)));
        Directory.CreateDirectory(Path.GetDirectoryName(obstacle)!);
        File.WriteAllText(obstacle, "in the way");
        SliceActorsProgram.Run(runs.Study.Resume(output)).Ended((int)ExitCode.Storage).Said(obstacle, $"slice-actors resume {output}");
        Assert.Contains("stopped by trouble", SliceActorsProgram.Run("status", output).Ended(0).Output, StringComparison.Ordinal);

        File.Delete(obstacle);
        SliceActorsProgram.Run(runs.Study.Resume(output)).Ended(0);

        FolderSnapshot.AssertSameResults(runs.QuickMulticnn, output);
    }
}
