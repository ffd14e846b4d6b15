using System.Text.Json;
using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Words;

[Collection(UndisturbedRunsGroup.Name)]
public sealed class StatusTests(UndisturbedRuns runs)
{
    [Fact]
    public void A_finished_run_is_shown_and_left_as_it_is()
    {
        var before = FolderSnapshot.All(runs.Multicnn);

        var status = SliceActorsProgram.Run("status", runs.Multicnn).Ended(0);
        Assert.Contains(": multicnn ConvNet, completed", status.Output, StringComparison.Ordinal);
        Assert.Contains("Started 20", status.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("To go on", status.Output, StringComparison.Ordinal);
        Assert.Equal(status.Output, SliceActorsProgram.Run("status", "--watch", runs.Multicnn).Ended(0).Output);

        Assert.Equal(before, FolderSnapshot.All(runs.Multicnn));
    }

    [Fact]
    public void Json_is_one_object_on_one_line()
    {
        var line = Assert.Single(SliceActorsProgram.Run("status", "--json", runs.Multicnn).Ended(0).OutputLines);

        using var json = JsonDocument.Parse(line);
        var status = json.RootElement;
        Assert.Equal(
            ["run", "output_directory", "network_type", "architecture", "state", "at_work", "process", "begun_by_version", "started", "epochs_done", "epochs_planned",
                "epochs_per_minute", "seconds_left", "stopped_because", "next", "folds", "running", "failures"],
            status.EnumerateObject().Select(property => property.Name));
        Assert.Equal("completed", status.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("process").ValueKind);
        Assert.Equal(SmallStudy.Networks * SmallStudy.Epochs, status.GetProperty("epochs_done").GetInt32());
        Assert.Equal([3, 3], status.GetProperty("folds").EnumerateArray().Select(fold => fold.GetProperty("completed").GetInt32()));
    }

    [Fact]
    public void While_a_run_is_trained_its_networks_and_its_rate_are_shown_until_it_ends()
    {
        var output = runs.Study.NewOutput();
        var trains = new Moments(output).MoreEpochs(8);
        using var program = SliceActorsProgram.Start(runs.Study.Train("multicnn", output, "--epochs", "200"));
        Assert.True(program.WaitUntil(trains.HasCome));

        var status = SliceActorsProgram.Run("status", output).Ended(0);
        Assert.Contains("epochs a minute, about", status.Output, StringComparison.Ordinal);
        Assert.Contains("fold-0/cnn-0", status.Output, StringComparison.Ordinal);
        Assert.Contains("validation loss", status.Output, StringComparison.Ordinal);
        Assert.Contains($"At work: process {program.Id} on {Environment.MachineName}, since ", status.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(SliceActorsProgram.Run("status", "--json", output).Ended(0).OutputLines[0]);
        var process = json.RootElement.GetProperty("process");
        Assert.Equal(Environment.MachineName, process.GetProperty("host").GetString());
        Assert.Equal(program.Id, process.GetProperty("id").GetInt32());
        Assert.True(process.GetProperty("since").GetDateTime() <= DateTime.UtcNow);
        using var watching = SliceActorsProgram.Start("status", "--watch", "--json", output);
        program.Signal("INT");
        program.WaitForEnd().Ended(130);

        Assert.Contains("\"state\":\"stopped_by_a_person\"", watching.WaitForEnd().Ended(0).OutputLines[^1], StringComparison.Ordinal);
    }
}
