using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Runs;
using SliceActors.Benchmarks.Studies;
using SliceActors.Runs.Specs;

namespace SliceActors.Benchmarks.Parts;

/// <summary>Networks side by side, one thread each, against the same networks one after another with all cores each.</summary>
internal sealed class SlotsPart : IPart
{
    private const double Wanted = 1.2;

    public string Name => "slots";

    public string Description => "multicnn with as many slots as cores, one thread each, against one network after another with all cores";

    public async Task Run(Settings settings, Report report)
    {
        await Compare("Conv5_FC3", settings.Quick ? 1 : 4, settings.Quick ? 1 : 3, settings, report);
        if (!settings.Quick)
        {
            await Compare("resnet18", 1, 1, settings, report);
        }
    }

    private async Task Compare(string architecture, int epochs, int repetitions, Settings settings, Report report)
    {
        var cores = Settings.Cores;

        // Both numbers of slots divide it evenly, where that does not take too long.
        var sideBySide = new Workload(architecture, TrainableLayers.All) { Slices = cores <= 2 ? 6 : 2 * cores, Epochs = epochs, Slots = cores };
        var oneByOne = sideBySide with { Slots = 1, IntraOpThreads = cores };
        var oneMore = sideBySide with { Slots = cores + 1 };
        var (slots, sequence, more, bareRatio) = (new List<WholeRun>(), new List<WholeRun>(), new List<WholeRun>(), new List<double>());
        Report.Note($"slots: {architecture}: {BenchmarkStudy.Of(settings.Cohort, sideBySide, settings.Workspace.Cache).Sizes}");
        for (var i = 0; i < repetitions; i++)
        {
            sequence.Add(await WholeRun.Run(settings.Cohort, oneByOne, settings.Workspace));
            slots.Add(await WholeRun.Run(settings.Cohort, sideBySide, settings.Workspace));
            more.Add(await WholeRun.Run(settings.Cohort, oneMore, settings.Workspace));
            bareRatio.Add(Bare(oneByOne, settings) / Bare(sideBySide, settings));
        }

        var ratio = sequence.Zip(slots, Ratio).Median();
        report.Add(new ReportRow(
            Name, $"{architecture}: one by one / {cores} slots", Words.Times(ratio), "at least 1.20x", ratio >= Wanted,
            $"{Seconds(sequence)} with 1x{cores} threads, {Seconds(slots)} with {cores}x1; the networks alone, without anything around them: {Words.Times(bareRatio.Median())}; "
            + $"{repetitions} repetitions; others had {Words.Share(slots.Concat(sequence).Select(run => run.Training.ForeignShare).Median())} of the machine; "
            + $"{sideBySide.Slices} networks, {epochs} epochs"));
        report.Add(ReportRow.Information(
            Name, $"{architecture}: {cores} slots / {cores + 1} slots", Words.Times(slots.Zip(more, Ratio).Median()), $"{Seconds(slots)} against {Seconds(more)}"));
    }

    private static double Bare(Workload workload, Settings settings)
    {
        var study = BenchmarkStudy.Of(settings.Cohort, workload, settings.Workspace.Cache);
        using var store = study.OpenStore();
        return BareLoop.Run(study, store).Usage.WallSeconds;
    }

    private static double Ratio(WholeRun slow, WholeRun fast) => slow.Training.WallSeconds / fast.Training.WallSeconds;

    private static string Seconds(IEnumerable<WholeRun> runs) => Words.Seconds(runs.Select(run => run.Training.WallSeconds).Median());
}
