using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SliceActors.Runs.Specs;

/// <summary>Everything the command line said, checked, with nothing left to guess.</summary>
public sealed record RunSpec
{
    private static readonly JsonSerializerOptions Canonical = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>What is trained.</summary>
    public required NetworkType NetworkType { get; init; }

    /// <summary>Who is studied.</summary>
    public required DataSpec Data { get; init; }

    /// <summary>How volumes are cut.</summary>
    public SliceSpec Slices { get; init; } = new();

    /// <summary>Which network.</summary>
    public required NetworkSpec Network { get; init; }

    /// <summary>How it learns.</summary>
    public required OptimisationSpec Optimisation { get; init; }

    /// <summary>How slices are combined.</summary>
    public VoteSpec Vote { get; init; } = new();

    /// <summary>Where and with how many threads.</summary>
    public ComputeSpec Compute { get; init; } = new();

    /// <summary>Whether an autoencoder writes its reconstructions of the first image of each set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Visualization { get; init; }

    /// <summary>How often all folds are trained once more on permuted labels.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Permutations { get; init; }

    /// <summary>How often all folds are trained once more with another seed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Repeats { get; init; }

    /// <summary>
    /// SHA-256, in lower-case hexadecimal digits, of the canonical JSON form: identifies the study. Threads and numerics are left out: they are the machine's,
    /// not the study's; and so is the place where the published weights happen to lie. A property that joined later is left out while it has its default, so
    /// that a study keeps its identity when the language grows.
    /// </summary>
    public string Digest()
    {
        var study = this with
        {
            Compute = Compute with { NProc = 0, IntraOpThreads = 0, MemoryFormats = default, Numerics = null },
            Network = Network.Weights == WeightsKind.ImageNet ? Network with { WeightsFile = null } : Network,
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(study, Canonical)));
    }
}
