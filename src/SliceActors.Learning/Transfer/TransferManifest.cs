using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Transfer;

/// <summary>The files that the networks of a study start from, as they were when the study was checked. Lies in the bookkeeping of the run.</summary>
/// <param name="Source">What the files hold.</param>
/// <param name="Files">One per unit of the source that is used, ascending.</param>
public sealed record TransferManifest(NetworkType Source, ImmutableArray<TransferredFile> Files)
{
    /// <summary>Whether only the convolutional part of each file is taken.</summary>
    public bool ConvolutionsOnly { get; init; }

    private const int MostBytes = 1 << 28; // Some 200 bytes for each network.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>
    /// SHA-256 over what is transferred, lower-case hexadecimal digits: the type of the source, what is taken of it and, in the order of folds and networks, the digest of each
    /// file. Where the files lie is no part of it.
    /// </summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Files.OrderBy(file => file.Unit).Select(file => $"{file.Unit} {file.Sha256}").Prepend(ConvolutionsOnly ? $"{Source.Term()}, convolutions" : Source.Term())))));

    /// <summary>The file that a unit starts from: of the same fold, and of the same network if the source has one per slice.</summary>
    /// <param name="unit">A unit that is to be trained.</param>
    public TransferredFile FileFor(UnitId unit)
    {
        var wanted = Source == NetworkType.Multicnn ? unit : unit with { Network = null };
        return Files.First(file => file.Unit == wanted);
    }

    /// <summary>Writes it into a run's bookkeeping, durably.</summary>
    public void Write(ResultTree tree) => Write(PathIn(tree));

    /// <summary>Writes it into a file, durably.</summary>
    public void Write(string path) => DurableFile.WriteText(path, JsonSerializer.Serialize(this, Indented));

    /// <summary>Reads it from a file.</summary>
    /// <exception cref="IOException">It is not there, cannot be read, or is not the one that the study was checked with.</exception>
    public static TransferManifest Read(string path, string digest)
    {
        TransferManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<TransferManifest>(SmallFile.ReadText(path, MostBytes), Indented);
        }
        catch (Exception trouble) when (trouble is JsonException or InvalidDataException)
        {
            manifest = null;
        }

        return manifest?.Digest() == digest ? manifest : throw new IOException($"{path} was changed since the run began.");
    }

    /// <summary>Reads it from a run's bookkeeping.</summary>
    /// <exception cref="IOException">It is not there, cannot be read, or is not the one that the study was checked with.</exception>
    public static TransferManifest Read(ResultTree tree, string digest) => Read(PathIn(tree), digest);

    private static string PathIn(ResultTree tree) => Path.Combine(tree.Bookkeeping, "transfer.json");
}
