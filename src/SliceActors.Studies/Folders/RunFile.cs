using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Folders;

/// <summary><c>.slice-actors/run.json</c>: names the run that owns an output folder; the journal knows the rest.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="SpecDigest">Digest of its study.</param>
/// <param name="Seed">Its seed: a study started again without <c>--seed</c> is compared under this one.</param>
/// <param name="Version">Version of the program that started it.</param>
/// <param name="TransferDigest">Digest of what its networks start from: a study started again is compared under it, its source is not read again for that.</param>
public sealed record RunFile(RunId Run, string SpecDigest, long Seed, string Version, string? TransferDigest = null)
{
    internal const int MostBytes = 1 << 16;

    /// <summary>Whether a study is the one of this folder; a study without a seed of its own is the same under any seed.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="seedGiven">Whether its seed was asked for.</param>
    public bool IsOf(RunSpec spec, bool seedGiven)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var compared = seedGiven ? spec : spec with { Optimisation = spec.Optimisation with { Seed = Seed } };
        return (compared with { Network = compared.Network with { TransferDigest = TransferDigest } }).Digest() == SpecDigest;
    }
}
