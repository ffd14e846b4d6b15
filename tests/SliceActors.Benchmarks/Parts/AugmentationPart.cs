using System.Collections.Immutable;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Runs;
using SliceActors.Benchmarks.Studies;
using SliceActors.Learning.Augmentations;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Specs;

namespace SliceActors.Benchmarks.Parts;

/// <summary>Epochs on transformed items against epochs on the items as they are, with a network on every core: nothing is idle that could do it unnoticed.</summary>
internal sealed class AugmentationPart : IPart
{
    private const double Allowed = 1.10;

    private static readonly ImmutableArray<ImmutableArray<Augmentation>> Chains =
    [
        [Augmentation.Noise], [Augmentation.Erasing], [Augmentation.CropPad], [Augmentation.Smoothing],
        [Augmentation.Noise, Augmentation.Erasing, Augmentation.CropPad, Augmentation.Smoothing],
    ];

    public string Name => "augmentation";

    public string Description => "epochs of networks on all cores with each augmentation against the same without";

    public async Task Run(Settings settings, Report report)
    {
        await Compare("Conv5_FC3", settings.Quick ? 2 : 4, settings, report);
        if (!settings.Quick)
        {
            await Compare("resnet18", 1, settings, report);
        }
    }

    private async Task Compare(string architecture, int epochs, Settings settings, Report report)
    {
        var plain = new Workload(architecture, TrainableLayers.All) { Slices = Math.Max(2, Settings.Cores), Epochs = epochs, Slots = Settings.Cores };
        await WholeRun.Run(settings.Cohort, plain with { Augmentations = Chains[^1] }, settings.Workspace); // warms up
        var study = BenchmarkStudy.Of(settings.Cohort, plain, settings.Workspace.Cache);
        Report.Note($"augmentation: {plain.Name}: {study.Sizes}");
        var without = new List<WholeRun>();
        var with = Chains.ToDictionary(chain => chain, _ => new List<WholeRun>());
        for (var repetition = 0; repetition < (settings.Quick ? 2 : 3); repetition++)
        {
            without.Add(await WholeRun.Run(settings.Cohort, plain, settings.Workspace));
            foreach (var chain in Chains)
            {
                with[chain].Add(await WholeRun.Run(settings.Cohort, plain with { Augmentations = chain }, settings.Workspace));
            }
        }

        var items = study.Fold.Train.Length * study.Units[0].Slices.Count * study.Units.Length * plain.Epochs;
        foreach (var chain in Chains)
        {
            var ratio = with[chain].Zip(without, (slow, fast) => Seconds(slow) / Seconds(fast)).Median();
            var cpu = with[chain].Zip(without, (slow, fast) => slow.Training.CpuSeconds / fast.Training.CpuSeconds).Median();
            var learning = without.Select(run => run.Units.Sum(unit => unit.Phases.Learning.CpuSeconds) / items).Median();
            report.Add(new ReportRow(
                Name, $"{plain.Name}: epochs with {string.Join(" ", chain)} / without", Words.Times(ratio), "at most 1.10x", ratio <= Allowed,
                $"CPU time {Words.Times(cpu)}; {Words.Number(1e6 * CpuSecondsPerItem(chain))} µs per item alone, a training step takes {Words.Milliseconds(learning)} per item; "
                + $"{without.Count} pairs; others had {Words.Share(with[chain].Select(run => run.Training.ForeignShare).Median())} of the machine; {study.Sizes}"));
        }
    }

    /// <summary>Time of the networks' threads.</summary>
    private static double Seconds(WholeRun run) => run.Units.Sum(unit => unit.Phases.Total.WallSeconds);

    private static double CpuSecondsPerItem(ImmutableArray<Augmentation> chain)
    {
        const int Items = 200;
        var augmenter = new Augmenter(AugmentationChain.Of(chain, networkChannels: 3)!, SliceNetwork.InputSize);
        var item = new float[augmenter.Values];
        return Enumerable.Range(0, 5).Select(_ =>
        {
            var began = ThreadTime.Now();
            for (var i = 0; i < Items; i++)
            {
                augmenter.Transform(item, (ulong)i);
            }

            return (ThreadTime.Now() - began).CpuSeconds / Items;
        }).Median();
    }
}
