using System.Collections.Concurrent;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Runs;
using SliceActors.Benchmarks.Studies;
using SliceActors.Learning.Native;
using SliceActors.Runs.Specs;
using TorchSharp;

namespace SliceActors.Benchmarks.Parts;

/// <summary>What a run takes, and whether it grows.</summary>
internal sealed class MemoryPart : IPart
{
    private const int Epochs = 200;

    // Until then the allocator of the C library is still finding places where all blocks of a step fit; 400 epochs are flat from here on.
    private const int Settled = 100;
    private const int Early = 10;
    private const int Window = 20;
    private const double MostGrowth = 0.01;

    public string Name => "memory";

    public string Description => "peak memory of a run; live tensors and resident memory over 200 epochs";

    public async Task Run(Settings settings, Report report)
    {
        await Growth(settings, report);
        await Peak(settings, report);
    }

    private async Task Growth(Settings settings, Report report)
    {
        var samples = new ConcurrentQueue<(long Tensors, long Resident, long Managed)>();
        var workload = new Workload("ConvNet", TrainableLayers.All) { Slices = 1, Epochs = Epochs, Slots = 1, Type = NetworkType.Cnn };
        Report.Note($"memory: {workload.Name}, {Epochs} epochs");
        await WholeRun.Run(settings.Few, workload with { Epochs = Early }, settings.Workspace); // compiles what is used
        await WholeRun.Run(settings.Few, workload, settings.Workspace, _ =>
            samples.Enqueue((torch.Tensor.TotalCount, ProcessFacts.ResidentBytes(), GC.GetGCMemoryInfo().TotalCommittedBytes)));
        var epochs = samples.ToArray();
        var tensors = epochs.Skip(1).Select(sample => sample.Tensors).Distinct().Order().ToList();
        report.Add(new ReportRow(
            Name, $"live tensors after epochs 2 to {Epochs}", tensors.Count == 1 ? $"{tensors[0]}, always" : $"{tensors[0]} to {tensors[^1]}", "one value", tensors.Count == 1,
            $"after epoch 1: {epochs[0].Tensors}; {workload.Name}, one network"));
        var (early, late) = (epochs[(Settled - 1)..(Settled - 1 + Window)], epochs[^Window..]);
        double Resident((long Tensors, long Resident, long Managed)[] window) => window.Select(sample => (double)sample.Resident).Median();
        double Managed((long Tensors, long Resident, long Managed)[] window) => window.Select(sample => (double)sample.Managed).Median();
        var growth = Resident(late) / Resident(early) - 1;
        report.Add(new ReportRow(
            Name, $"resident memory from epoch {Settled} to {Epochs}", Words.Percent(growth), "at most +1 %", growth <= MostGrowth,
            $"{Words.Megabytes(Resident(early))} to {Words.Megabytes(Resident(late))} (after {Early} epochs {Words.Megabytes(epochs[Early - 1].Resident)}), of which the .NET heap {Words.Megabytes(Managed(early))} to {Words.Megabytes(Managed(late))}; "
            + $"medians of {Window} epochs; every tenth epoch {string.Join(" ", epochs.Where((_, epoch) => (epoch + 1) % 10 == 0).Select(sample => sample.Resident / 1_000_000))} MB"));
    }

    private async Task Peak(Settings settings, Report report)
    {
        var workload = new Workload("resnet18", TrainableLayers.All) { Slices = Math.Max(2, Settings.Cores), Epochs = settings.Quick ? 1 : 2, Slots = Settings.Cores };
        NativeMemory.GiveBack();
        GC.Collect();
        var before = ProcessFacts.ResidentBytes();
        ProcessFacts.ForgetPeak();
        Report.Note($"memory: {workload.Name}, {workload.Epochs} epochs");
        await WholeRun.Run(settings.Cohort, workload, settings.Workspace);
        var peak = ProcessFacts.PeakResidentBytes();
        report.Add(ReportRow.Information(
            Name, $"peak resident memory, {workload.Name}, {workload.Slots} slots", Words.Megabytes(peak),
            $"{Words.Megabytes((double)(peak - before) / workload.Slots)} per slot above {Words.Megabytes(before)} before; batch {workload.BatchSize}, every layer learns"));
    }
}
