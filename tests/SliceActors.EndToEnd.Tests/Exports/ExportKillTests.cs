using SliceActors.Endings;
using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Exports;

[Collection(InterruptedRunsGroup.Name)]
public sealed class ExportKillTests(UndisturbedRuns runs)
{
    [SkippableFact]
    public void An_export_that_was_killed_at_any_system_call_is_made_again_in_the_same_folder()
    {
        using var folder = new TemporaryFolder();
        var target = folder.File("export");
        string[] export = ["export", runs.Brief, target, "--onnx", "--name", "brief", "-q"];
        var killer = new CallKiller(folder.Path, target);
        var calls = killer.Count(export);
        var whole = FolderSnapshot.All(target);
        Assert.NotEmpty(calls);

        // The first, the last and those between at each third: the leftovers of one kill are there at the next, as nobody but export removes them.
        foreach (var call in calls.SelectMany(last => new[] { 1, Math.Max(1, last.Number / 3), Math.Max(1, 2 * last.Number / 3), last.Number }.Distinct().Select(number => last with { Number = number })))
        {
            Directory.Delete(target, recursive: true);
            var killed = killer.Run(export, call);
            if (killed is not null && !IsWhole())
            {
                SliceActorsProgram.Run(export).Ended(0);
            }

            Assert.True(IsWhole(), $"{call}: {killed}");
        }

        bool IsWhole() => Directory.Exists(target) && !Unfinished(target).Any() && whole.SequenceEqual(FolderSnapshot.All(target));
    }

    [Fact]
    public void What_lies_beside_leftovers_is_not_removed_and_neither_is_the_folder_of_a_living_export()
    {
        using var folder = new TemporaryFolder();
        var target = folder.File("export");
        string[] export = ["export", runs.Brief, target, "--onnx", "-q"];
        using (var program = SliceActorsProgram.Start(export))
        {
            Assert.True(program.WaitUntil(() => Unfinished(target).Any(entry => File.Exists(Path.Combine(entry, ".slice-actors", "owner.json")))));
            program.Signal("STOP");
            SliceActorsProgram.Run(export).Ended((int)ExitCode.BadInput).Said("a folder that holds something already");
            Assert.Single(Unfinished(target));
            program.Kill();
        }

        File.WriteAllText(Path.Combine(target, "mine"), string.Empty);
        SliceActorsProgram.Run(export).Ended((int)ExitCode.BadInput).Said("a folder that holds something already");
        File.Delete(Path.Combine(target, "mine"));
        SliceActorsProgram.Run(export).Ended(0).Said("left there is replaced");
        Assert.Empty(Unfinished(target));
    }

    private static IEnumerable<string> Unfinished(string target) => Directory.Exists(target) ? Directory.EnumerateFileSystemEntries(target, ".unfinished-*") : [];
}
