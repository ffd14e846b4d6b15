using System.Text.Json;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary><c>logs</c> of a folder: what a cluster says of its runs is tested with clusters.</summary>
[Collection(UndisturbedRunsGroup.Name)]
public sealed class LogsTests(UndisturbedRuns runs)
{
    [Fact]
    public void All_that_happened_in_a_run_is_said_and_nothing_is_changed()
    {
        var before = FolderSnapshot.All(runs.Multicnn);

        var lines = SliceActorsProgram.Run("logs", runs.Multicnn, "--follow").Ended(0).OutputLines;
        Assert.Contains($"begins, results go to {runs.Multicnn}", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("the run is complete", lines[^1], StringComparison.Ordinal);
        Assert.Equal(SmallStudy.Networks, lines.Count(line => line.Contains("  attempt 1 begins", StringComparison.Ordinal)));
        Assert.Equal(SmallStudy.Networks, lines.Count(line => line.Contains($" done after {SmallStudy.Epochs} epochs; best: ", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains("validation loss", StringComparison.Ordinal));

        Assert.Equal(before, FolderSnapshot.All(runs.Multicnn));
    }

    [Fact]
    public void The_last_lines_are_shown_and_how_many_are_left_out()
    {
        var all = SliceActorsProgram.Run("logs", runs.Multicnn, "--epochs", "--all").Ended(0).OutputLines;
        var last = SliceActorsProgram.Run("logs", runs.Multicnn, "--epochs", "-n", "5").Ended(0);

        Assert.Equal(SmallStudy.Networks * SmallStudy.Epochs, all.Count(line => line.Contains("validation loss", StringComparison.Ordinal)));
        Assert.Equal(Squeezed(all.TakeLast(5)), Squeezed(last.OutputLines));
        Assert.Contains($"{all.Count - 5} earlier lines are left out; --all shows them.", last.Errors, StringComparison.Ordinal);
        SliceActorsProgram.Run("logs", runs.Multicnn, "--lines", "0").Ended(2).Said("--lines: 0", "expected: at least 1");
    }

    [Fact]
    public void Json_is_one_object_a_line()
    {
        var lines = SliceActorsProgram.Run("logs", runs.Multicnn, "--epochs", "--json").Ended(0).OutputLines;

        var events = lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(Enumerable.Range(1, lines.Count), events.Select(one => one.GetProperty("number").GetInt32()));
        Assert.Equal("run_submitted", events[0].GetProperty("event").GetString());
        Assert.Equal(SmallStudy.Networks, events.Count(one => one.GetProperty("event").GetString() == "unit_completed" && one.GetProperty("node").GetString()!.Length > 0));
        Assert.All(events, one => Assert.True(one.GetProperty("time").GetDateTime() <= DateTime.UtcNow));
    }

    // Columns are as wide as what stands in them.
    private static IEnumerable<string> Squeezed(IEnumerable<string> lines) => lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
