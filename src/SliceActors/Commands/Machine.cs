using System.Collections.Immutable;
using SliceActors.Learning.Native.Facts;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;

namespace SliceActors.Commands;

/// <summary>How a study is spread over this machine.</summary>
/// <param name="Slots">What the networks that are trained side by side compute on.</param>
/// <param name="IntraOpThreads">Threads of each.</param>
internal sealed record Machine(ImmutableArray<ComputeDevice> Slots, int IntraOpThreads)
{
    // A resnet18 with its gradients, moments, checkpoint buffers and the allocator's slack; small networks take less.
    private const long BytesPerSlot = 1L << 30;

    // The same with the activations of its batches, and its share of what CUDA takes for itself.
    private const long BytesPerSlotOfGpu = 2L << 30;

    /// <summary>
    /// As many networks side by side as there are cores, each with one thread: measured as fast as all cores for one network, or faster. Only when
    /// there are fewer networks than cores does a network get several. On GPUs as many as their memory holds.
    /// </summary>
    /// <param name="units">Networks of the study.</param>
    /// <param name="slotsGiven">What the user asked for, at least 1.</param>
    /// <param name="useCpu">Whether the CPU computes.</param>
    /// <param name="together">Networks that are computed as one: they share what one has otherwise.</param>
    public static Machine For(int units, int? slotsGiven, bool useCpu, int together = 1)
    {
        var gpus = useCpu ? [] : LibtorchFacts.Read().Gpus;
        var slots = slotsGiven ?? (useCpu ? OfCpu() : OfGpus(gpus)) * together;
        var sideBySide = Math.Clamp(units, 1, slots);
        var atOnce = (sideBySide + together - 1) / together;
        return new Machine(
            useCpu ? ComputeDevice.Cpus(sideBySide) : ComputeDevice.Gpus(sideBySide, gpus.Length),
            Math.Clamp(Environment.ProcessorCount / atOnce, 1, ComputeSpec.MostIntraOpThreads));
    }

    /// <summary>What a study that begins on this machine gets.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="units">Its networks.</param>
    /// <param name="slotsGiven">What the user asked for, at least 1.</param>
    public static Machine Beginning(RunSpec spec, int units, int? slotsGiven) => For(units, slotsGiven, spec.Compute.UseCpu, Math.Max(1, spec.Compute.Fuse));

    /// <summary>The slots that go with a run's own number of threads.</summary>
    public static Machine Resuming(RunSpec spec, int units, int? slotsGiven) =>
        Beginning(spec, units, slotsGiven) with { IntraOpThreads = spec.Compute.IntraOpThreads };

    /// <summary>The slots in which trained networks are applied, with the threads of their training.</summary>
    public static Machine Predicting(int networks, int intraOpThreads, bool useCpu) =>
        For(networks, useCpu ? Math.Max(1, Environment.ProcessorCount / intraOpThreads) : null, useCpu) with { IntraOpThreads = intraOpThreads };

    private static int OfCpu() =>
        (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / BytesPerSlot, 1, Environment.ProcessorCount);

    /// <summary>The smallest of them says how many each takes: slots are dealt out evenly.</summary>
    internal static int OfGpus(ImmutableArray<Gpu> gpus) =>
        gpus.Length * (int)Math.Max(1, gpus.Min(gpu => gpu.MemoryBytes) / BytesPerSlotOfGpu);
}
