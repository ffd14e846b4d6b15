using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Peer;
using SliceActors.Benchmarks.Runs;
using SliceActors.Benchmarks.Studies;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Benchmarks.Parts;

/// <summary>The whole run, from NIfTI files and an empty cache to the tables, against a loop shaped like ClinicaDL's over tensor files that are there already.</summary>
internal sealed class PeerPart : IPart
{
    // More threads inside an operation add in another order, and training carries that on.
    private const double SimilarLoss = 0.02;

    public string Name => "peer";

    public string Description => "the whole run, cold, against a loop that reads a full tensor per slice and evaluates and gathers as ClinicaDL 0.2.1 does";

    public async Task Run(Settings settings, Report report)
    {
        var workload = new Workload("Conv5_FC3", TrainableLayers.All) { Slices = settings.Quick ? 2 : 4, Epochs = settings.Quick ? 2 : 5, Slots = Settings.Cores };
        var source = settings.Volumes;
        var study = BenchmarkStudy.Of(source, workload, settings.Workspace.Cache);
        var tensors = PeerImages.Write(study, settings.Workspace.NewFolder("tensors"));
        Report.Note($"peer: {workload.Name}: {study.Sizes}");
        var (peer, whole) = (new List<Usage>(), new List<WholeRun>());
        for (var i = 0; i < (settings.Quick ? 1 : 3); i++)
        {
            var (usage, losses) = PeerLoop.Run(study, tensors, settings.Workspace.NewFolder("peer"));
            peer.Add(usage);
            settings.Workspace.Cache.Prune(0);
            whole.Add(await WholeRun.Run(source, workload, settings.Workspace));
            RequireSimilar(whole[^1].Units, losses);
        }

        var ratio = peer.Zip(whole, (slow, fast) => slow.WallSeconds / fast.TotalSeconds).Median();
        report.Add(new ReportRow(
            Name, $"{workload.Name}: loop like the peer's / whole run", Words.Times(ratio), "more than 1x", ratio > 1,
            $"{Words.Seconds(peer.Select(usage => usage.WallSeconds).Median())} against {Words.Seconds(whole.Select(run => run.TotalSeconds).Median())} "
            + $"({Words.Seconds(whole.Select(run => run.Training.WallSeconds).Median())} of it training), CPU {Words.Seconds(peer.Select(usage => usage.CpuSeconds).Median())} "
            + $"against {Words.Seconds(whole.Select(run => run.Training.CpuSeconds).Median())}; {peer.Count} pairs; {study.Sizes}; "
            + "the peer's files are in the page cache, its optimizer and slice preparation are ours"));
    }

    private static void RequireSimilar(IReadOnlyCollection<UnitTrace> whole, IReadOnlyDictionary<UnitId, double> peer)
    {
        foreach (var unit in whole.Where(unit => Math.Abs(unit.BestLoss - peer[unit.Unit]) > SimilarLoss * peer[unit.Unit]))
        {
            throw new InvalidOperationException($"{unit.Unit}: the whole run reached the loss {unit.BestLoss}, the loop like the peer's {peer[unit.Unit]}: they did not do the same.");
        }
    }
}
