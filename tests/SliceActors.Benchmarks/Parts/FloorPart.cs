using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Runs;
using SliceActors.Benchmarks.Studies;
using SliceActors.Runs.Specs;

namespace SliceActors.Benchmarks.Parts;

/// <summary>The whole run against a bare libtorch loop that does the same steps.</summary>
internal sealed class FloorPart : IPart
{
    private const double Allowed = 0.05;
    private const double SameLoss = 1e-4;
    private const int Pairs = 3;

    private static readonly Workload[] Networks =
    [
        Network("ConvNet", TrainableLayers.All),
        Network("Conv4_FC3", TrainableLayers.All),
        Network("Conv5_FC3", TrainableLayers.All),
        Network("resnet18", TrainableLayers.Tail),
    ];

    public string Name => "floor";

    public string Description => "the whole run (actors, journal, store, checkpoints, tables) against a bare libtorch loop over tensors in memory";

    public async Task Run(Settings settings, Report report)
    {
        await WholeRun.Run(settings.Cohort, Networks[0], settings.Workspace); // compiles what both sides use
        var starts = new List<WholeRun>();
        foreach (var network in settings.Quick ? [Networks[0], Networks[2]] : Networks)
        {
            starts.AddRange(await Compare(network, settings, report));
        }

        var idle = await WholeRun.Idle(settings.Workspace, TimeSpan.FromSeconds(5));
        report.Add(ReportRow.Information(
            Name, "actors that have nothing to do", Words.Percent(idle.CpuSeconds / idle.WallSeconds), $"of one core: {Words.Milliseconds(idle.CpuSeconds)} CPU in {Words.Seconds(idle.WallSeconds)}"));
        report.Add(ReportRow.Information(
            Name, "start and stop, once per run", Words.Seconds(starts.Select(run => run.StartSeconds + run.StopSeconds).Median()),
            $"check, store, actors {Words.Seconds(starts.Select(run => run.StartSeconds).Median())}; stopping {Words.Seconds(starts.Select(run => run.StopSeconds).Median())}; "
            + $"submission to first network {Words.Seconds(starts.Select(run => run.FirstUnitSeconds).Median())}"));
    }

    private async Task<IReadOnlyList<WholeRun>> Compare(Workload network, Settings settings, Report report)
    {
        var workload = network with { Epochs = settings.Quick ? 2 : 5 };
        var cohort = settings.Quick ? settings.Cohort : settings.LargerCohort;
        var study = BenchmarkStudy.Of(cohort, workload, settings.Workspace.Cache);

        // Both sides once unmeasured: what is compiled while a process is young belongs to the process, which works for hours, and not to 15 seconds of it.
        Bare(BenchmarkStudy.Of(settings.Cohort, network, settings.Workspace.Cache));
        await WholeRun.Run(cohort, workload, settings.Workspace);
        Report.Note($"floor: {workload.Name}: {study.Sizes}");
        var (whole, bare) = (new List<WholeRun>(), new List<(Usage Usage, IReadOnlyCollection<UnitTrace> Units)>());
        for (var pair = 0; pair < (settings.Quick ? 1 : Pairs); pair++)
        {
            // Now one first, now the other: a machine that slows down or speeds up meanwhile favours neither.
            if (pair % 2 == 0)
            {
                bare.Add(Bare(study));
            }

            whole.Add(await WholeRun.Run(cohort, workload, settings.Workspace));
            if (pair % 2 == 1)
            {
                bare.Add(Bare(study));
            }

            RequireSame(whole[^1].Units, bare[^1].Units);
        }

        var costs = whole.Zip(bare, (a, b) => a.Training.WallSeconds / b.Usage.WallSeconds - 1).ToList();
        var cost = costs.Median();
        var cpu = whole.Zip(bare, (a, b) => a.Training.CpuSeconds / b.Usage.CpuSeconds - 1).Median();
        report.Add(new ReportRow(
            Name, $"{workload.Name}: cost of the whole run over the bare loop", Words.Percent(cost), "at most +5 %", cost <= Allowed,
            $"{Words.Seconds(whole.Select(run => run.Training.WallSeconds).Median())} against {Words.Seconds(bare.Select(run => run.Usage.WallSeconds).Median())}, "
            + $"{whole.Count} pairs: {string.Join(", ", costs.Select(Words.Percent))} (bare loop repeats to {Words.Share(bare.ConvertAll(run => run.Usage.WallSeconds).Spread())}); CPU time {Words.Percent(cpu)}, {Words.Seconds(whole.Select(run => run.Training.CpuSeconds).Median())} against "
            + $"{Words.Seconds(bare.Select(run => run.Usage.CpuSeconds).Median())}; "
            + $"others had {Words.Share(whole.Select(run => run.Training.ForeignShare).Median())} of the machine; {study.Sizes}"));
        report.Add(Rest(study, whole, bare, CheckpointCost.Of(study, settings.Workspace.NewFolder("checkpoint"))));
        return whole;
    }

    private ReportRow Rest(
        BenchmarkStudy study, List<WholeRun> whole, List<(Usage Usage, IReadOnlyCollection<UnitTrace> Units)> bare, (Usage Usage, long Bytes) checkpoint)
    {
        var epochs = study.Units.Length * study.Workload.Epochs;
        var run = whole.OrderBy(candidate => candidate.Training.CpuSeconds).ElementAt(whole.Count / 2);
        var (ours, theirs) = (Sum(run.Units), bare.Select(other => Sum(other.Units)).OrderBy(sum => sum.Learning.CpuSeconds).ElementAt(bare.Count / 2));
        string Extra(ThreadTime mine, ThreadTime floor) =>
            $"{Words.Milliseconds((mine.WallSeconds - floor.WallSeconds) / epochs)} ({Words.Milliseconds((mine.CpuSeconds - floor.CpuSeconds) / epochs)} CPU)";
        var idle = study.Workload.Slots * run.Training.WallSeconds - run.Units.Sum(unit => unit.Phases.Total.WallSeconds);
        var others = run.Training.CpuSeconds - run.Units.Sum(unit => unit.Phases.Total.CpuSeconds);
        return ReportRow.Information(
            Name, $"{study.Workload.Name}: where the rest goes, per network and epoch",
            $"learning {Extra(ours.Learning, theirs.Learning)}, evaluating and saving {Extra(ours.Evaluating, theirs.Evaluating)}, ending {Extra(ours.Ending, theirs.Ending)}",
            $"the bare loop learns for {Words.Milliseconds(theirs.Learning.CpuSeconds / epochs)} and evaluates for {Words.Milliseconds(theirs.Evaluating.CpuSeconds / epochs)} CPU; "
            + $"other threads (checkpoints, actors, journal) take {Words.Milliseconds(others / epochs)} CPU; "
            + $"checkpoint {Words.Megabytes(checkpoint.Bytes)}: {Words.Milliseconds(checkpoint.Usage.WallSeconds)} alone, {Words.Milliseconds(checkpoint.Usage.CpuSeconds)} CPU; "
            + $"written {Words.Megabytes((double)run.BytesWritten / epochs)}; journal {Words.Milliseconds(run.JournalSeconds.Median())} per epoch; "
            + $"slots idle {Words.Seconds(idle)} in all; first network after {Words.Seconds(run.FirstUnitSeconds)}");
    }

    private static (ThreadTime Learning, ThreadTime Evaluating, ThreadTime Ending) Sum(IEnumerable<UnitTrace> units) =>
        units.Aggregate((Learning: default(ThreadTime), Evaluating: default(ThreadTime), Ending: default(ThreadTime)), (sum, unit) =>
            (sum.Learning + unit.Phases.Learning, sum.Evaluating + unit.Phases.Evaluating, sum.Ending + unit.Phases.Ending));

    private static (Usage Usage, IReadOnlyCollection<UnitTrace> Units) Bare(BenchmarkStudy study)
    {
        using var store = study.OpenStore();
        return BareLoop.Run(study, store);
    }

    private static void RequireSame(IReadOnlyCollection<UnitTrace> whole, IReadOnlyCollection<UnitTrace> bare)
    {
        var other = bare.ToDictionary(unit => unit.Unit, unit => unit.BestLoss);
        foreach (var unit in whole.Where(unit => Math.Abs(unit.BestLoss - other[unit.Unit]) > SameLoss * other[unit.Unit]))
        {
            throw new InvalidOperationException($"{unit.Unit}: the whole run reached the loss {unit.BestLoss}, the bare loop {other[unit.Unit]}: they did not do the same.");
        }
    }

    private static Workload Network(string architecture, TrainableLayers trainable) =>
        new(architecture, trainable) { Slices = Math.Max(2, Settings.Cores), Epochs = 1, Slots = Settings.Cores };
}
