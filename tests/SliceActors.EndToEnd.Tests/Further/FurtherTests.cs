using SliceActors.Endings;
using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Further;

/// <summary>Studies that are taken further than was asked for at the start.</summary>
[Collection(UndisturbedRunsGroup.Name)]
public sealed class FurtherTests(UndisturbedRuns runs)
{
    [Fact]
    public void More_epochs_give_the_bytes_of_a_study_that_had_them_from_the_start_though_the_process_is_killed_meanwhile()
    {
        var output = runs.Study.NewOutput();
        SliceActorsProgram.Run(runs.Study.Train("cnn", output, "--epochs", "1")).Ended(0);
        var further = new Moments(output).MoreEpochs(2);
        using (var program = SliceActorsProgram.Start(runs.Study.Resume(output, "--epochs", $"{SmallStudy.Epochs}")))
        {
            Assert.True(program.WaitUntil(further.HasCome));
            program.Kill();
        }

        Assert.Contains($"of {2 * SmallStudy.Epochs} epochs", SliceActorsProgram.Run("status", output).Ended(0).Output, StringComparison.Ordinal);
        SliceActorsProgram.Run(runs.Study.Resume(output)).Ended(0);

        FolderSnapshot.AssertSameResults(runs.Cnn, output);
        Assert.Contains("nothing left to do", SliceActorsProgram.Run(runs.Study.Resume(output, "--epochs", $"{SmallStudy.Epochs}")).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_that_were_left_out_give_the_bytes_of_a_study_that_had_them_from_the_start()
    {
        var output = runs.Study.NewOutput();
        SliceActorsProgram.Run(runs.Study.Train("multicnn", output, "--split", "0")).Ended(0);
        var first = new JournalFile(output).Count(JournalFile.EpochCompleted);

        SliceActorsProgram.Run(runs.Study.Resume(output, "--split", "1")).Ended(0);

        FolderSnapshot.AssertSameResults(runs.Multicnn, output);
        Assert.Equal(2 * first, new JournalFile(output).Count(JournalFile.EpochCompleted));
    }

    [Theory]
    [InlineData("--epochs", "0", "at least the 4 of the study")]
    [InlineData("--split", "2", "0 … 1, as --n_splits is 2")]
    public void What_cannot_be_added_is_said_and_nothing_is_changed(string option, string value, string expected)
    {
        var before = FolderSnapshot.Results(runs.Cnn);
        SliceActorsProgram.Run(runs.Study.Resume(runs.Cnn, option, value)).Ended((int)ExitCode.BadInput).Said(option, expected);
        Assert.Equal(before, FolderSnapshot.Results(runs.Cnn));
    }
}
