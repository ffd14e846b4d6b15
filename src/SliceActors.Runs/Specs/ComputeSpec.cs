namespace SliceActors.Runs;

/// <summary>What the bits of a result depend on besides the study: where and with how many threads a network is trained.</summary>
public sealed record ComputeSpec
{
    /// <summary>Train on the CPU; false = on CUDA devices.</summary>
    public bool UseCpu { get; init; }

    /// <summary>Threads that fill the slice store (<c>--nproc</c>, kept for compatibility).</summary>
    public int NProc { get; init; } = 2;

    /// <summary>Intra-op threads of each training unit, at least 1. Part of the run: another number gives other last bits.</summary>
    public int IntraOpThreads { get; init; } = 1;
}
