using Microsoft.Extensions.Logging.Abstractions;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;
using SliceActors.Studies.Journals;
using SliceActors.Testing.Clusters;
using SliceActors.Testing.Postgres;

namespace SliceActors.Actors.Tests.Hosting.Nodes;

/// <summary>A study with more networks than slots on many nodes at once; what that costs, the benchmarks say.</summary>
[Collection(SharedPostgres.Name)]
public sealed class ManyNodesTests(PostgresServer server)
{
    private const int Nodes = 6;
    private const int Slots = 2;
    private const int Networks = 20;
    private const int Epochs = 20;

    [SkippableTheory]
    [InlineData(0, false)]
    [InlineData(Epochs - 2, true)]
    public async Task Every_network_is_trained_once_and_every_epoch_is_in_the_journal(int trainedElsewhere, bool inDatabase)
    {
        var database = inDatabase ? server.NewDatabase() : null;
        using var study = new SleepingStudy(folds: 2, Networks, Epochs);
        await using var cluster = await SleepingCluster.StartAsync(study, Nodes, Slots, TimeSpan.FromMilliseconds(5), database, NullLoggerFactory.Instance);

        await cluster.TakeOverAsync(study.TakenOver(trainedElsewhere));
        await cluster.IsHandedBackAsync();

        var state = JournalReader.Read(study.Tree, study.Submission.Run, everyEvent: true).State;
        Assert.Equal((RunPhase.Completed, 2 * Networks), (state.Phase, state.Units.Count));
        Assert.All(state.Units.Values, unit => Assert.Equal(Enumerable.Range(0, Epochs), unit.History.Select(report => report.Epoch)));
        Assert.All(state.Units.Values, unit => Assert.Equal(new Attempt(trainedElsewhere == 0 ? 1 : 2), unit.Attempt));
        Assert.Equal(2 * Networks * (Epochs - trainedElsewhere), cluster.Clock.RecordedSeconds.Count);
        Assert.True(File.Exists(Path.Combine(study.Tree.Root, "summary.tsv")));

        // Once more, by a registry that has to read it all.
        await cluster.StopSeedAsync();
        await cluster.StartSeedAsync();
        Assert.Equal((RunPhase.Completed, 2 * Networks * Epochs), ((await cluster.StatusAsync()).Phase, (await cluster.StatusAsync()).EpochsDone));
    }
}
