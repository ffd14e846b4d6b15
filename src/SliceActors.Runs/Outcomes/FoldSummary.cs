using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Outcomes;

/// <summary>What the run remembers of a merged fold; the tables hold the rest.</summary>
/// <param name="Fold">The fold.</param>
/// <param name="Results">Image-level metrics per selection and set; empty for an autoencoder or when every network failed.</param>
/// <param name="MissingSlices">Slice positions without a network because its unit failed; ascending.</param>
/// <param name="Warnings">What a reader of the tables has to know; one sentence each.</param>
public sealed record FoldSummary(
    FoldIndex Fold,
    ImmutableArray<ImageLevelResult> Results,
    ImmutableArray<SliceIndex> MissingSlices,
    ImmutableArray<string> Warnings)
{
    // Figures that are not defined are no numbers.
    private static readonly JsonSerializerOptions Canonical = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>What the validation set says of the vote; null for an autoencoder, and in journals of versions that did not have it.</summary>
    public FoldEstimate? Estimate { get; init; }

    /// <summary>Tells folds of a run apart from those that it had before: SHA-256 of what they say, in lower-case hexadecimal digits.</summary>
    public static string Digest(IEnumerable<FoldSummary> folds) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(folds, Canonical)));
}
