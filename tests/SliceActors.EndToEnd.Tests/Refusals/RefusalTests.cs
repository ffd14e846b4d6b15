using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Runs.Files;
using SliceActors.Studies.Folders;

namespace SliceActors.EndToEnd.Tests.Refusals;

public sealed class RefusalTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    private const int Refused = 5;

    [Fact]
    public void A_folder_with_an_unfinished_run_is_refused_to_others_and_left_as_it_is()
    {
        var output = Killed();
        var before = FolderSnapshot.All(output);

        SliceActorsProgram.Run(study.Train("multicnn", output)).Ended(Refused).Said("this very study", $"slice-actors resume {output}");
        SliceActorsProgram.Run(study.Train("multicnn", output, "--epochs", "5")).Ended(Refused).Said("another study", "left untouched");
        SliceActorsProgram.Run(study.Train("cnn", output)).Ended(Refused).Said("another study", "left untouched");

        Assert.Equal(before, FolderSnapshot.All(output));
        Assert.Contains("interrupted", SliceActorsProgram.Run("status", output).Ended(0).Output, StringComparison.Ordinal);
        Assert.Equal(before, FolderSnapshot.All(output));
    }

    [Fact]
    public void A_run_that_another_series_of_versions_began_is_shown_but_not_finished()
    {
        var output = Killed("--epochs", "1");
        var file = new ResultTree(output).RunFile;
        var mine = OutputFolder.ExistingRun(new ResultTree(output)).Version;
        var text = File.ReadAllText(file);

        File.WriteAllText(file, text.Replace($"\"{mine}\"", "\"0.0.3\"", StringComparison.Ordinal));
        var before = WithoutOwner(output);
        SliceActorsProgram.Run(study.Resume(output)).Ended(Refused).Said("begun by version 0.0.3", "0.0.x");
        Assert.Contains("begun by version 0.0.3", SliceActorsProgram.Run("status", output).Ended(0).Output, StringComparison.Ordinal);
        Assert.Equal(before, WithoutOwner(output));

        File.WriteAllText(file, text.Replace($"\"{mine}\"", $"\"{mine}9\"", StringComparison.Ordinal));
        Assert.Contains($"begun by version {mine}9", SliceActorsProgram.Run(study.Resume(output)).Ended(0).Output, StringComparison.Ordinal);
    }

    /// <summary>All but the note of the killed process, which the next one removes.</summary>
    private static Dictionary<string, string> WithoutOwner(string output) => FolderSnapshot.All(output)
        .Where(file => Path.GetFileName(file.Key) != "owner.json")
        .ToDictionary();

    [Fact]
    public void A_folder_with_anything_else_in_it_is_refused_untouched()
    {
        var output = study.NewOutput();
        Directory.CreateDirectory(output);
        File.WriteAllText(Path.Combine(output, "thesis.txt"), "chapter 1");
        var before = FolderSnapshot.All(output);

        SliceActorsProgram.Run(study.Train("cnn", output)).Ended(Refused).Said("thesis.txt", "left untouched");
        SliceActorsProgram.Run(study.Resume(output)).Ended(Refused).Said(output);
        SliceActorsProgram.Run("status", output).Ended(Refused).Said(output);

        Assert.Equal(before, FolderSnapshot.All(output));
    }

    [Fact]
    public void A_folder_that_does_not_exist_cannot_be_resumed_and_does_not_appear()
    {
        var output = study.NewOutput();

        SliceActorsProgram.Run(study.Resume(output)).Ended(Refused).Said($"{output} holds no run");
        SliceActorsProgram.Run("status", output).Ended(Refused).Said($"{output} holds no run");

        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public void While_a_process_is_at_work_others_may_only_look()
    {
        var output = study.NewOutput();
        var trains = new Moments(output).MoreEpochs(1);
        using var program = SliceActorsProgram.Start(study.Unhurried("multicnn", output));
        Assert.True(program.WaitUntil(trains.HasCome));

        SliceActorsProgram.Run(study.Resume(output)).Ended(Refused).Said("Another process is at work");
        SliceActorsProgram.Run(study.Unhurried("multicnn", output)).Ended(Refused);
        var status = SliceActorsProgram.Run("status", output).Ended(0);

        Assert.Contains(", running", status.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("slice-actors resume", status.Output, StringComparison.Ordinal);
        program.Signal("INT");
        program.WaitForEnd().Ended(130);
    }

    private string Killed(params string[] options)
    {
        var output = study.NewOutput();
        var trains = new Moments(output).MoreEpochs(1);
        using var program = SliceActorsProgram.Start(study.Train("multicnn", output, options));
        Assert.True(program.WaitUntil(trains.HasCome));
        program.Kill();
        return output;
    }
}
