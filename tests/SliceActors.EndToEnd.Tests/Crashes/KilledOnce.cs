using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Crashes;

/// <summary>A run of any kind beside one that is killed on its way: what each has to end with, and what every command has to say of it afterwards.</summary>
internal static class KilledOnce
{
    /// <summary>Trains twice, kills the second run and resumes it, and compares; then asks for the finished run in every way there is.</summary>
    /// <param name="study">The study.</param>
    /// <param name="train">A command line of <c>train</c>, given the output folder.</param>
    /// <param name="epochs">Epochs, of all networks together, before the kill.</param>
    /// <returns>Output folder of the undisturbed run.</returns>
    public static string EndsAsUndisturbed(SmallStudy study, Func<string, string[]> train, int epochs)
    {
        var (whole, killed) = (study.NewOutput(), study.NewOutput());
        SliceActorsProgram.Run(train(whole)).Ended(0);
        var moment = new Moments(killed).MoreEpochs(epochs);
        using (var program = SliceActorsProgram.Start(train(killed)))
        {
            Assert.True(program.WaitUntil(moment.HasCome), "The run was over before it could be killed.");
            program.Kill();
        }

        SliceActorsProgram.Run("status", killed).Ended(0);
        SliceActorsProgram.Run(study.Resume(killed)).Ended(0);

        FolderSnapshot.AssertSameResults(whole, killed);
        AssertKnown(study, killed, train(killed));
        return whole;
    }

    private static void AssertKnown(SmallStudy study, string output, string[] train)
    {
        SliceActorsProgram.Run("status", output).Ended(0);
        Assert.Contains("There was nothing left to do", SliceActorsProgram.Run(study.Resume(output)).Ended(0).Output, StringComparison.Ordinal);
        SliceActorsProgram.Run(train).Ended(5).Said("this very study");
        SliceActorsProgram.Run(["check", .. train[1..]]).Ended(5).Said("this very study");
        var other = study.NewOutput();
        Assert.Contains("In order", SliceActorsProgram.Run(["check", .. train[1..].Select(argument => argument == output ? other : argument)]).Ended(0).Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(other), "check wrote results.");
    }
}
