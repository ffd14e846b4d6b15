using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Runs.Files;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;

namespace SliceActors.EndToEnd.Tests.Crashes;

/// <summary>Kills a multicnn run over and over, resumes it each time, and remembers what it interrupted.</summary>
internal sealed class Sabotage(SmallStudy study, string output)
{
    private readonly Moments moments = new(output);
    private readonly List<string> kills = [];
    private readonly List<string> unfinishedFiles = [];

    /// <summary>What was going on at each kill.</summary>
    public IReadOnlyList<string> Kills => kills;

    /// <summary>Names of the files that a kill left half written.</summary>
    public IReadOnlyList<string> UnfinishedFiles => unfinishedFiles;

    /// <summary>Kills until the run is done.</summary>
    /// <returns>How the last process, which nobody disturbed, ended.</returns>
    public ProgramResult Run()
    {
        foreach (var start in moments.OfTheStart())
        {
            KillAt([start]);
        }

        // In turns: a moment that was not interrupted yet, if one comes, and a little progress. Votes are rare, so they always come first.
        while (KillAt([.. New(moments.OfTheVotes()), .. New(moments.OfTheWork()), moments.MoreEpochs(3)])
            && KillAt([.. New(moments.OfTheVotes()), moments.MoreEpochs(2)]))
        {
        }

        return SliceActorsProgram.Run(Command());
    }

    /// <returns>Whether the process was alive at the moment.</returns>
    private bool KillAt(IReadOnlyList<Moment> candidates)
    {
        using var program = SliceActorsProgram.Start(Command());
        Moment? come = null;
        if (!program.WaitUntil(() => (come = candidates.FirstOrDefault(moment => moment.HasCome())) is not null))
        {
            program.WaitForEnd().Ended(0);
            return false;
        }

        program.Kill();
        kills.Add(come!.Name);
        unfinishedFiles.AddRange(Directory.EnumerateFiles(output, "*.writing", SearchOption.AllDirectories).Select(Path.GetFileName)!);
        AssertLittleIsLost();
        return true;
    }

    private IEnumerable<Moment> New(IReadOnlyList<Moment> candidates) => candidates.Where(moment => !kills.Contains(moment.Name));

    private void AssertLittleIsLost()
    {
        if (OutputFolder.Owner(new ResultTree(output)) is { } owner)
        {
            Checkpoints.AssertAtMostOneEpochLost(output, JournalReader.Read(new ResultTree(output), owner.Run).State);
        }
    }

    /// <summary>A folder that was killed before the run was described is started again; any other is resumed, with one or two networks at a time.</summary>
    private string[] Command() => !File.Exists(new ResultTree(output).RunFile)
        ? study.Train("multicnn", output)
        : study.Resume(output, "--slots", kills.Count % 2 == 0 ? "2" : "1");
}
