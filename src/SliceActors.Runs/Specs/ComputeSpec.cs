using System.Text.Json.Serialization;
using SliceActors.Runs.Machines;

namespace SliceActors.Runs.Specs;

/// <summary>What the bits of a result depend on besides the study: where and with how many threads a network is trained.</summary>
public sealed record ComputeSpec
{
    /// <summary>More intra-op threads than this are a mistake: libtorch starts every one of them.</summary>
    public const int MostIntraOpThreads = 1024;

    /// <summary>Networks that are computed as one, at most.</summary>
    public const int MostFused = 64;

    /// <summary>Train on the CPU; false = on CUDA devices.</summary>
    public bool UseCpu { get; init; }

    /// <summary>Threads of the loader (<c>--nproc</c>): they fill the slice store and prepare augmented batches; 0 = in the calling thread.</summary>
    public int NProc { get; init; } = 2;

    /// <summary>Intra-op threads of each training unit, at least 1. Part of the run: another number gives other last bits.</summary>
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>How feature maps lie in memory; a study goes on as it began.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MemoryFormats MemoryFormats { get; init; }

    /// <summary>Networks that are computed as one, at least 2; 0: each apart. Changes last bits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Fuse { get; init; }

    /// <summary>What the machine that the study began on computes with; null when it is not known, as in studies of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Numerics? Numerics { get; init; }
}
