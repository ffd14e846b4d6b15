using SliceActors.Endings;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using Xunit.Abstractions;

namespace SliceActors.EndToEnd.Tests.Crashes;

[Collection(InterruptedRunsGroup.Name)]
public sealed class KillTests(UndisturbedRuns runs, ITestOutputHelper log)
{
    [Fact]
    public void A_multicnn_run_that_is_killed_over_and_over_ends_with_the_bytes_of_an_undisturbed_one()
    {
        var output = runs.Study.NewOutput();
        var sabotage = new Sabotage(runs.Study, output);

        var last = sabotage.Run();

        log.WriteLine(string.Join('\n', sabotage.Kills.Select((kill, index) => $"kill {index + 1}: {kill}")));
        log.WriteLine($"half written: {string.Join(", ", sabotage.UnfinishedFiles)}");
        last.Ended(0);
        FolderSnapshot.AssertSameResults(runs.Multicnn, output);
        Assert.True(sabotage.Kills.Count >= 20, $"Only {sabotage.Kills.Count} kills.");
        Assert.Contains(sabotage.UnfinishedFiles, file => file.Contains("checkpoint-", StringComparison.Ordinal) || file.Contains("optimizer-", StringComparison.Ordinal));
        Assert.Contains(sabotage.Kills, kill => kill is "a table is being written" or "some tables of a fold are there");
        Assert.Equal(SmallStudy.Networks * SmallStudy.Epochs, new JournalFile(output).Count(JournalFile.EpochCompleted));
    }

    [Theory]
    [InlineData("epoch")]
    [InlineData("checkpoint")]
    public void A_cnn_run_that_is_killed_once_ends_with_the_bytes_of_an_undisturbed_one(string moment)
    {
        // Files that are half written are seen where they are large.
        var isQuick = moment == "epoch";
        var output = runs.Study.NewOutput();
        var epochs = new Moments(output).MoreEpochs(SmallStudy.Epochs / 2);
        using (var program = SliceActorsProgram.Start(isQuick ? runs.Study.Quick("cnn", output) : runs.Study.Train("cnn", output)))
        {
            Assert.True(program.WaitUntil(() => epochs.HasCome() && (isQuick || Checkpoints.InTraining(output, "checkpoints", "checkpoint-*.writing").Count > 0)));
            program.Kill();
        }

        SliceActorsProgram.Run(runs.Study.Resume(output)).Ended(0);

        FolderSnapshot.AssertSameResults(isQuick ? runs.QuickCnn : runs.Cnn, output);
    }

    [Fact]
    public void Between_checkpoints_a_kill_costs_epochs_and_no_byte()
    {
        var output = runs.Study.NewOutput();
        var (journal, epochs) = (new JournalFile(output), new Moments(output).MoreEpochs(3));
        using (var program = SliceActorsProgram.Start(runs.Study.Quick("multicnn", output, "--checkpoint_every", "3600")))
        {
            Assert.True(program.WaitUntil(epochs.HasCome));
            program.Kill();
        }

        Assert.Empty(Checkpoints.InTraining(output, "checkpoints", "optimizer-*"));
        using (var program = SliceActorsProgram.Start(runs.Study.Resume(output)))
        {
            Assert.True(program.WaitUntil(() => journal.Count(JournalFile.EpochSaved) > 0));
            program.Kill();
        }

        SliceActorsProgram.Run(runs.Study.Resume(output, "--checkpoint_every", "3600")).Ended(0);

        FolderSnapshot.AssertSameResults(runs.QuickMulticnn, output);
        Assert.Equal(SmallStudy.Networks * SmallStudy.Epochs, journal.Count(JournalFile.EpochCompleted));
    }

    [Fact]
    public void A_folder_that_was_moved_and_one_that_was_copied_are_each_finished_where_they_lie_now()
    {
        var output = runs.Study.NewOutput();
        var epochs = new Moments(output).MoreEpochs(2);
        using (var program = SliceActorsProgram.Start(runs.Study.Quick("multicnn", output)))
        {
            Assert.True(program.WaitUntil(epochs.HasCome));
            program.Kill();
        }

        var (moved, copied) = (runs.Study.NewOutput(), runs.Study.NewOutput());
        FolderSnapshot.Copy(output, copied);
        Directory.Move(output, moved);

        // Another run where the first one began: nothing of it may change.
        FolderSnapshot.Copy(runs.Brief, output);
        var other = FolderSnapshot.Results(output);

        foreach (var folder in new[] { moved, copied })
        {
            SliceActorsProgram.Run(runs.Study.Resume(folder)).Ended(0);
            FolderSnapshot.AssertSameResults(runs.QuickMulticnn, folder);
        }

        Assert.Equal(other, FolderSnapshot.Results(output));
    }

    [Fact]
    public void What_a_crash_left_of_a_finished_network_is_gone_after_a_resume()
    {
        var output = runs.Study.NewOutput();
        FolderSnapshot.Copy(runs.Brief, output);
        var before = FolderSnapshot.Results(output);
        var (tree, unit) = (new ResultTree(output), new UnitId(new FoldIndex(1), null));
        foreach (var folder in new[] { tree.Attempt(unit, new Attempt(1)).Checkpoints, tree.Models(unit) })
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "checkpoint-0.pth.tar"), "written before the process died, not tidied up after it");
        }

        SliceActorsProgram.Run(runs.Study.Resume(output)).Ended(0);

        Assert.Equal(before, FolderSnapshot.Results(output));
        Assert.False(Directory.Exists(tree.Work));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_run_that_a_person_stops_says_how_to_go_on_and_loses_nothing(string signal)
    {
        var output = runs.Study.NewOutput();
        var epochs = new Moments(output).MoreEpochs(3);
        ProgramResult stopped;
        using (var program = SliceActorsProgram.Start(runs.Study.Quick("multicnn", output)))
        {
            Assert.True(program.WaitUntil(epochs.HasCome));
            program.Signal(signal);
            stopped = program.WaitForEnd();
        }

        stopped.Ended((int)ExitCode.Interrupted).Said($"slice-actors resume {output}");
        Assert.Equal(130, stopped.ExitCode);
        var status = SliceActorsProgram.Run("status", output).Ended(0);
        Assert.Contains("stopped by a person", status.Output, StringComparison.Ordinal);
        Assert.Contains($"slice-actors resume {output}", status.Output, StringComparison.Ordinal);
        SliceActorsProgram.Run(runs.Study.Resume(output)).Ended(0);
        FolderSnapshot.AssertSameResults(runs.QuickMulticnn, output);
        Assert.Equal(SmallStudy.Networks * SmallStudy.Epochs, new JournalFile(output).Count(JournalFile.EpochCompleted));
    }

    [Fact]
    public void A_claim_that_was_abandoned_half_way_does_not_block_the_folder()
    {
        var output = runs.Study.NewOutput();
        Directory.CreateDirectory(Path.Combine(output, ".slice-actors"));
        File.WriteAllText(Path.Combine(output, "commandline.json.writing"), "{");

        SliceActorsProgram.Run(runs.Study.Train("cnn", output, "--epochs", "1")).Ended(0);

        FolderSnapshot.AssertSameResults(runs.Brief, output);
    }
}
