using SliceActors.Endings;
using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Runs.Files;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Further;

/// <summary>Studies that are taken further than was asked for at the start.</summary>
[Collection(InterruptedRunsGroup.Name)]
public sealed class FurtherTests(UndisturbedRuns runs) : IDisposable
{
    private const string NotFinished = "This training is not finished: folds 0, 1.";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void More_epochs_give_the_bytes_of_a_study_that_had_them_from_the_start_though_the_process_is_killed_meanwhile()
    {
        var output = runs.Study.NewOutput();
        SliceActorsProgram.Run(runs.Study.Quick("cnn", output, "--epochs", "1")).Ended(0);
        var further = new Moments(output).MoreEpochs(2);
        using (var program = SliceActorsProgram.Start(runs.Study.Resume(output, "--epochs", $"{SmallStudy.Epochs}")))
        {
            Assert.True(program.WaitUntil(further.HasCome));
            program.Kill();
        }

        string[] predict = ["predict", output, runs.Study.Caps, Path.Combine(runs.Study.Labels, "validation_splits-2", "split-0"), "mixed", "--use_cpu", "--cache_dir", runs.Study.Cache];
        SliceActorsProgram.Run(predict).Ended((int)ExitCode.BadInput).Said("a fold whose networks are being trained further");
        SliceActorsProgram.Run("report", output).Ended(0).Said(NotFinished);
        Assert.Contains(NotFinished, File.ReadAllText(new ResultTree(output).Report), StringComparison.Ordinal);
        Assert.Contains($"of {2 * SmallStudy.Epochs} epochs", SliceActorsProgram.Run("status", output).Ended(0).Output, StringComparison.Ordinal);
        SliceActorsProgram.Run(runs.Study.Resume(output)).Ended(0);

        FolderSnapshot.AssertSameResults(runs.QuickCnn, output);
        Assert.DoesNotContain(NotFinished, File.ReadAllText(new ResultTree(output).Report), StringComparison.Ordinal);
        Assert.Contains("nothing left to do", SliceActorsProgram.Run(runs.Study.Resume(output, "--epochs", $"{SmallStudy.Epochs}")).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_made_with_the_networks_as_they_were_is_not_reported_as_of_those_that_are_there_until_it_is_made_again()
    {
        var output = runs.Study.NewOutput();
        string[] predict = ["predict", output, runs.Study.Caps, Path.Combine(runs.Study.Labels, "validation_splits-2", "split-0"), "again", "--use_cpu", "--cache_dir", runs.Study.Cache];
        string[] explain = ["explain", output, "--method", "integrated_gradients", "--steps", "2", "--selection_metrics", "loss", "--use_cpu", "--quiet", "--cache_dir", runs.Study.Cache], baseline = ["baseline", output, "--quiet"];
        const string LeftOut = "The tables of again are of the networks as they were before they were trained further";
        string[] earlier = ["The maps in integrated_gradients-best_loss are of the networks as they were", "baseline_differences.tsv is of the networks as they were"];
        SliceActorsProgram.Run(runs.Study.Quick("cnn", output, "--epochs", "1")).Ended(0);
        SliceActorsProgram.Run(predict).Ended(0);
        SliceActorsProgram.Run(explain).Ended(0);
        SliceActorsProgram.Run(baseline).Ended(0);
        Assert.All(earlier, sentence => Assert.DoesNotContain(sentence, File.ReadAllText(new ResultTree(output).Report), StringComparison.Ordinal));

        Assert.Contains("run predict again afterwards", SliceActorsProgram.Run(runs.Study.Resume(output, "--epochs", "2")).Ended(0).Output, StringComparison.Ordinal);
        Assert.Contains(LeftOut, File.ReadAllText(new ResultTree(output).Report), StringComparison.Ordinal);
        Assert.All(earlier, sentence => Assert.Contains(sentence, File.ReadAllText(new ResultTree(output).Report), StringComparison.Ordinal));
        SliceActorsProgram.Run("report", output).Ended(0).Said(LeftOut);
        SliceActorsProgram.Run([.. explain, "--overwrite"]).Ended(0);
        SliceActorsProgram.Run(baseline).Ended(0);
        SliceActorsProgram.Run([.. predict, "--overwrite"]).Ended(0);

        Assert.All([LeftOut, .. earlier], sentence => Assert.DoesNotContain(sentence, File.ReadAllText(new ResultTree(output).Report), StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_predicted_by_fewer_folds_is_outdated_when_others_are_added()
    {
        var output = runs.Study.NewOutput();
        SliceActorsProgram.Run(runs.Study.Quick("cnn", output, "--epochs", "1", "--split", "0")).Ended(0);
        SliceActorsProgram.Run("predict", output, runs.Study.Caps, Path.Combine(runs.Study.Labels, "validation_splits-2", "split-0"), "fewer", "--use_cpu", "--cache_dir", runs.Study.Cache).Ended(0);

        Assert.Contains("run predict again afterwards", SliceActorsProgram.Run(runs.Study.Resume(output, "--split", "1")).Ended(0).Output, StringComparison.Ordinal);

        Assert.Contains("The tables of fewer are of the networks as they were", File.ReadAllText(new ResultTree(output).Report), StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_that_were_left_out_give_the_bytes_of_a_study_that_had_them_from_the_start()
    {
        var output = runs.Study.NewOutput();
        SliceActorsProgram.Run(runs.Study.Quick("multicnn", output, "--split", "0")).Ended(0);
        var first = new JournalFile(output).Count(JournalFile.EpochCompleted);

        SliceActorsProgram.Run(runs.Study.Resume(output, "--split", "1")).Ended(0);

        FolderSnapshot.AssertSameResults(runs.QuickMulticnn, output);
        Assert.Equal(2 * first, new JournalFile(output).Count(JournalFile.EpochCompleted));
    }

    [Fact]
    public void A_study_whose_networks_all_stopped_early_is_complete_with_more_epochs()
    {
        var (output, whole) = (runs.Study.NewOutput(), runs.Study.NewOutput());
        string[] stopping = ["--patience", "1", "--tolerance", "0.9"];
        SliceActorsProgram.Run(runs.Study.Quick("cnn", output, stopping)).Ended(0);
        SliceActorsProgram.Run(runs.Study.Quick("cnn", whole, ["--epochs", "6", .. stopping])).Ended(0);

        SliceActorsProgram.Run(runs.Study.Resume(output, "--epochs", "6")).Ended(0);

        FolderSnapshot.AssertSameResults(whole, output);
    }

    [SkippableFact]
    public void A_resume_that_is_killed_wherever_it_writes_what_it_adds_adds_it_the_next_time()
    {
        var (whole, first, wished) = (runs.Study.NewOutput(), runs.Study.NewOutput(), 0);
        SliceActorsProgram.Run(runs.Study.Quick("multicnn", whole, "--epochs", "1")).Ended(0);
        SliceActorsProgram.Run(runs.Study.Quick("multicnn", first, "--epochs", "1", "--split", "0")).Ended(0);
        for (var call = 1; call <= 8; call++)
        {
            var output = runs.Study.NewOutput();
            FolderSnapshot.Copy(first, output);
            Assert.NotNull(new CallKiller(folder.Path, output).Run(runs.Study.Resume(output, "--split", "1"), new Call("rename", call)));
            var isWished = File.Exists(Path.Combine(output, ".slice-actors", "extension.bin"));
            wished += isWished ? 1 : 0;

            SliceActorsProgram.Run(runs.Study.Resume(output, isWished ? [] : ["--split", "1"])).Ended(0);

            FolderSnapshot.AssertSameResults(whole, output);
            Assert.False(File.Exists(Path.Combine(output, ".slice-actors", "extension.bin")));
        }

        Assert.InRange(wished, 4, 6);
    }

    [Theory]
    [InlineData("--epochs", "0", "at least the 4 of the study")]
    [InlineData("--split", "2", "0 … 1, as --n_splits is 2")]
    public void What_cannot_be_added_is_said_and_nothing_is_changed(string option, string value, string expected)
    {
        var before = FolderSnapshot.Results(runs.QuickCnn);
        SliceActorsProgram.Run(runs.Study.Resume(runs.QuickCnn, option, value)).Ended((int)ExitCode.BadInput).Said(option, expected);
        Assert.Equal(before, FolderSnapshot.Results(runs.QuickCnn));
    }
}
