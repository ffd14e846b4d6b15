using System.Text.Json;
using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>What options of <c>resume</c> and <c>demo</c> do, and those of <c>train</c> that only the log or the record shows.</summary>
public sealed class CommandOptionTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    [Fact]
    public void A_run_that_is_resumed_uses_the_cache_it_is_told_to_and_is_as_quiet_and_as_talkative()
    {
        var (output, cache) = (study.NewOutput(), study.Cache + "-of-resume");
        var trains = new Moments(output).MoreEpochs(1);
        using (var program = SliceActorsProgram.Start(study.Train("cnn", output)))
        {
            Assert.True(program.WaitUntil(trains.HasCome));
            program.Kill();
        }

        // The store of another axis is what the limit makes go.
        SliceActorsProgram.Run(study.Arguments("check", "cnn", study.NewOutput(), "ConvNet", "--slice_direction", "1", "--cache_dir", cache)).Ended(0);
        var resumed = SliceActorsProgram.Run("resume", output, "--cache_dir", cache, "--cache_limit", "0", "--slots", "1", "--quiet", "-vv").Ended(0);

        Assert.Contains("Image level", resumed.OutputLines[0], StringComparison.Ordinal);
        Assert.Contains("dbug", resumed.Errors, StringComparison.Ordinal);
        var list = SliceActorsProgram.Run("cache", "list", "--cache_dir", cache).Ended(0).Output;
        Assert.Contains("axial 8 to 10", list, StringComparison.Ordinal);
        Assert.Contains("1 store,", list, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_seed_one_is_drawn_and_written_down_and_gives_the_same_bytes_again()
    {
        var (drawn, again) = (study.NewOutput(), study.NewOutput());
        var arguments = study.Train("cnn", drawn, "--split", "0", "--epochs", "1").ToList();
        arguments.RemoveRange(arguments.IndexOf("--seed"), 2);
        SliceActorsProgram.Run(arguments).Ended(0);
        using var options = JsonDocument.Parse(File.ReadAllText(Path.Combine(drawn, "commandline.json")));

        SliceActorsProgram.Run(study.Train("cnn", again, "--split", "0", "--epochs", "1", "--seed", $"{options.RootElement.GetProperty("seed").GetInt64()}")).Ended(0);

        FolderSnapshot.AssertSameResults(drawn, again);
    }

    [Fact]
    public void More_batches_to_accumulate_than_an_epoch_has_make_one_update()
    {
        var (all, more) = (study.NewOutput(), study.NewOutput());

        // 18 items in batches of 2.
        SliceActorsProgram.Run(study.Train("cnn", all, "--split", "0", "--epochs", "1", "--accumulation_steps", "9")).Ended(0);
        SliceActorsProgram.Run(study.Train("cnn", more, "--split", "0", "--epochs", "1", "--accumulation_steps", "100")).Ended(0);

        File.Copy(Path.Combine(all, "commandline.json"), Path.Combine(more, "commandline.json"), overwrite: true);
        FolderSnapshot.AssertSameResults(all, more);
    }

    [Fact]
    public void The_demo_goes_where_it_is_told_to_and_nowhere_where_something_is()
    {
        var folder = study.NewOutput();
        using (var demo = SliceActorsProgram.Start("demo", "--output", folder))
        {
            Assert.True(demo.WaitUntil(() => Directory.Exists(Path.Combine(folder, "caps", "subjects"))));
            demo.Signal("INT");
            demo.WaitForEnd().Ended(130);
        }

        var before = FolderSnapshot.All(folder);
        SliceActorsProgram.Run("demo", "--output", folder).Ended(5).Said($"{folder} is not an empty folder");
        Assert.Equal(before, FolderSnapshot.All(folder));
    }
}
