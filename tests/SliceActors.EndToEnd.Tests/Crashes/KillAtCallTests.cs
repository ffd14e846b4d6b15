using System.Globalization;
using SliceActors.EndToEnd.Tests.Custom;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Runs.Files;
using SliceActors.Testing;
using Xunit.Abstractions;

namespace SliceActors.EndToEnd.Tests.Crashes;

public sealed class KillAtCallTests(SmallStudy study, ITestOutputHelper log) : IClassFixture<SmallStudy>, IDisposable
{
    private const int Kills = 15;

    // No process gets further than through a quarter of the calls of a run: a study is killed several times before it ends.
    private const int Share = 4;

    private readonly TemporaryFolder folder = new();

    [SkippableTheory]
    [InlineData("cnn", 2)]
    [InlineData("multicnn", SmallStudy.Networks)]
    public void A_run_that_is_killed_at_random_system_calls_ends_with_the_bytes_of_an_undisturbed_one(string networkType, int networks)
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("SLICE_ACTORS_KILL_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        log.WriteLine($"SLICE_ACTORS_KILL_SEED={seed} draws the same calls again.");
        var random = new Random(seed);
        var whole = study.NewOutput();
        var lastCalls = new CallKiller(folder.Path, whole).Count(Train(whole));
        Assert.Superset(new HashSet<string> { "write", "flush", "create", "rename", "unlink" }, lastCalls.Select(call => call.Kind).ToHashSet());

        for (var kills = 0; kills < Kills;)
        {
            var output = study.NewOutput();
            var killer = new CallKiller(folder.Path, output);
            while (killer.Run(TrainOrResume(output), kills < Kills ? Draw() : null) is { } killedAt)
            {
                log.WriteLine($"{Path.GetFileName(output)}, kill {++kills}: {killedAt}");
            }

            FolderSnapshot.AssertSameResults(whole, output);
            Assert.Equal(networks * SmallStudy.Epochs, new JournalFile(output).Count(JournalFile.EpochCompleted));
        }

        // A small script: what takes time is not its training, but the start of the processes.
        string[] Train(string output) => study.Arguments("train", networkType, output, CustomFiles.Script);

        // What was killed before the run was described is started again.
        string[] TrainOrResume(string output) => File.Exists(new ResultTree(output).RunFile) ? study.Resume(output, "--checkpoint_every", $"{3600 * random.Next(2)}") : Train(output);

        Call Draw()
        {
            var last = lastCalls[random.Next(lastCalls.Count)];
            return last with { Number = 1 + random.Next(Math.Max(1, last.Number / Share)) };
        }
    }

    public void Dispose() => folder.Dispose();
}
