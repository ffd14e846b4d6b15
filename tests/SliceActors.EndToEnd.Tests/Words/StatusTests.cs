using System.Text.Json;
using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;
using SliceActors.Screens;
using SliceActors.Studies.Journals;
using SliceActors.Testing;
using Spectre.Console.Testing;

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
        Assert.Contains("publish this", status.Output, StringComparison.Ordinal);
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
                "epochs_per_minute", "seconds_left", "stopped_because", "next", "folds", "variations", "running", "failures", "estimates", "set_aside"],
            status.EnumerateObject().Select(property => property.Name));
        Assert.Equal("completed", status.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("process").ValueKind);
        Assert.Equal(SmallStudy.Networks * SmallStudy.Epochs, status.GetProperty("epochs_done").GetInt32());
        Assert.Equal("leave_pair_out", status.GetProperty("estimates")[0].GetProperty("estimate").GetString());
        Assert.Equal([3, 3], status.GetProperty("folds").EnumerateArray().Select(fold => fold.GetProperty("completed").GetInt32()));
    }

    [Fact]
    public void A_node_that_could_not_train_is_named_with_its_reason()
    {
        var unit = TestStudy.Unit(0);
        IRunEvent[] happened =
        [
            RunEvents.RunSubmitted.Of(TestStudy.Submission(slices: 2)),
            new RunEvents.UnitAssigned(unit, new Attempt(1), "node-a"),
            new RunEvents.UnitDeclined(unit, new Attempt(1), "No space is left in /results.", TroubleKind.Storage),
        ];
        var state = happened.Aggregate(RunState.Empty, (known, one) => known.Apply(one));
        var status = new RunStatus(new ResultTree("/none/results"), RunJournal.Empty with { State = state }, IsAtWork: true, null, "1.2.3", "1.2.3");
        using var console = new TestConsole();

        StatusScreen.Show(status, console);

        Assert.Contains("node-a is set aside for this run: No space is left in /results.", console.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(StatusJson.Write(status));
        Assert.Equal("node-a", Assert.Single(json.RootElement.GetProperty("set_aside").EnumerateArray()).GetProperty("node").GetString());
    }

    [Fact]
    public void While_a_run_is_trained_its_networks_and_its_rate_are_shown_until_it_ends()
    {
        var output = runs.Study.NewOutput();
        var trains = new Moments(output).MoreEpochs(8);
        using var program = SliceActorsProgram.Start(runs.Study.Unhurried("multicnn", output));
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
