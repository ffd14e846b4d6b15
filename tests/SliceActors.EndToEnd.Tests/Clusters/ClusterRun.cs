using System.Diagnostics;
using System.Text.Json;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Studies.Folders;
using Xunit.Abstractions;
using static SliceActors.Runs.Events.RunEvents;

namespace SliceActors.EndToEnd.Tests.Clusters;

/// <summary>A run of a cluster, as the journal of the cluster tells it.</summary>
internal sealed class ClusterRun(ClusterProcesses cluster, ClusterStudy study, string id, string output)
{
    private IReadOnlyList<IRunEvent> known = [];

    public string Id => id;

    public string Output => output;

    /// <summary>What happened so far; while the journal cannot be asked, what was known before.</summary>
    public IReadOnlyList<IRunEvent> Events => known = cluster.Journal.Of(id) ?? known;

    /// <summary>Number of epochs that are stored.</summary>
    public int Epochs => Events.OfType<EpochCompleted>().Count();

    /// <summary>Whether its end is stored.</summary>
    public bool IsOver => Events.OfType<RunCompleted>().Any();

    /// <summary>The id of the run that <c>submit --json</c> tells of.</summary>
    public static string IdIn(ProgramResult submitted)
    {
        using var answer = JsonDocument.Parse(submitted.Ended(0).Output);
        return answer.RootElement.GetProperty("run").GetString()!;
    }

    /// <summary>The networks that a node has in training.</summary>
    public IReadOnlySet<UnitId> At(NodeProcess node) => AssignedTo(Events, node.Name);

    /// <summary>Waits until each of these nodes has trained some epochs.</summary>
    public void IsUnderWay(params string[] nodes) => cluster.Until(
        $"run {id} is trained at {string.Join(", ", nodes)}",
        () => Events is var events && nodes.All(node => AssignedTo(events, cluster[node].Name).Any(unit => events.OfType<EpochCompleted>().Count(epoch => epoch.Unit == unit) > 2)));

    /// <summary>Waits until all of these networks were handed out once more and have trained on; tells how long it took.</summary>
    public void TrainsElsewhere(string fault, IReadOnlySet<UnitId> units, ITestOutputHelper log)
    {
        var (clock, before) = (Stopwatch.StartNew(), Attempts());
        Assert.NotEmpty(units);
        cluster.Until($"networks {string.Join(", ", units)} go on elsewhere after: {fault}", () =>
            Events is var events && units.All(unit => events.OfType<EpochCompleted>().Any(epoch => epoch.Unit == unit && epoch.Attempt.Value > before[unit])
                || events.OfType<UnitCompleted>().Any(done => done.Outcome.Unit == unit)));
        log.WriteLine($"{fault}: training again after {clock.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>Waits until another epoch is stored; tells how long it took.</summary>
    /// <param name="fault">What happened.</param>
    /// <param name="log">Is told.</param>
    /// <param name="isSeen">What comes first, where the last reports may still be stored after the fault.</param>
    public void TrainsOn(string fault, ITestOutputHelper log, Func<bool>? isSeen = null)
    {
        var clock = Stopwatch.StartNew();
        if (isSeen is not null)
        {
            cluster.Until($"the cluster has seen: {fault}", isSeen);
        }

        var before = Epochs;
        cluster.Until($"epochs are stored again after: {fault}", () => Epochs > before || IsOver);
        log.WriteLine($"{fault}: training again after {clock.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>
    /// Waits for the end, which comes by itself, with the results of a run that nothing disturbed; no epoch was stored twice, and only networks that these nodes
    /// trained were handed out again. The page is there by then, as train writes it.
    /// </summary>
    public void EndsAsUndisturbed(params NodeProcess[] lost)
    {
        var tree = new ResultTree(output);
        cluster.Until($"run {id} is over and its folder has its events", () => IsOver && ClusterMark.Read(tree) is null);
        var events = Events;
        Assert.Equal(0, events.OfType<RunCompleted>().Single().FailedUnits);
        FolderSnapshot.AssertSameResults(study.Undisturbed, output);
        FolderSnapshot.AssertSamePage(study.Undisturbed, output);
        Assert.All(
            events.OfType<EpochCompleted>().GroupBy(epoch => epoch.Unit),
            unit => Assert.Equal(Enumerable.Range(0, ClusterStudy.Epochs), unit.Select(epoch => epoch.Report.Epoch)));
        var names = lost.Select(node => node.Name).ToHashSet();
        var disturbed = events.OfType<UnitAssigned>().GroupBy(assigned => assigned.Unit)
            .Where(unit => unit.SkipLast(1).Any(assigned => !names.Contains(assigned.Node)))
            .Select(unit => $"{unit.Key}: {string.Join(", then ", unit.Select(assigned => assigned.Node))}");
        Assert.Equal([], disturbed);
    }

    private static HashSet<UnitId> AssignedTo(IReadOnlyList<IRunEvent> events, string node) =>
    [
        .. events.OfType<UnitAssigned>().GroupBy(assigned => assigned.Unit).Where(unit => unit.Last().Node == node).Select(unit => unit.Key)
            .Except(events.OfType<UnitCompleted>().Select(done => done.Outcome.Unit)),
    ];

    private Dictionary<UnitId, int> Attempts() => Events.OfType<UnitAssigned>().GroupBy(assigned => assigned.Unit).ToDictionary(unit => unit.Key, unit => unit.Last().Attempt.Value);
}
