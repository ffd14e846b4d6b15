using SliceActors.Runs.Specs;

namespace SliceActors.Commands;

/// <summary>How a study is spread over this machine.</summary>
/// <param name="Slots">Networks trained side by side.</param>
/// <param name="IntraOpThreads">Threads of each.</param>
internal sealed record Machine(int Slots, int IntraOpThreads)
{
    // A resnet18 with its gradients, moments, checkpoint buffers and the allocator's slack; small networks take less.
    private const long BytesPerSlot = 1L << 30;

    /// <summary>
    /// As many networks side by side as there are cores, each with one thread: measured as fast as all cores for one network, or faster. Only when
    /// there are fewer networks than cores does a network get several.
    /// </summary>
    /// <param name="units">Networks of the study.</param>
    /// <param name="slotsGiven">What the user asked for, at least 1.</param>
    public static Machine For(int units, int? slotsGiven)
    {
        var cores = Environment.ProcessorCount;
        var slots = slotsGiven ?? (int)Math.Min(cores, Math.Max(1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / BytesPerSlot));
        var sideBySide = Math.Clamp(units, 1, slots);
        return new Machine(sideBySide, Math.Clamp(cores / sideBySide, 1, ComputeSpec.MostIntraOpThreads));
    }

    /// <summary>The slots that go with a run's own number of threads.</summary>
    public static Machine Resuming(RunSpec spec, int units, int? slotsGiven) => For(units, slotsGiven) with { IntraOpThreads = spec.Compute.IntraOpThreads };
}
