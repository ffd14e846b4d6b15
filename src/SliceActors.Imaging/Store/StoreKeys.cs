using System.Security.Cryptography;
using System.Text;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Slices;

namespace SliceActors.Imaging.Store;

/// <summary>Digests that name stores and their content.</summary>
internal static class StoreKeys
{
    /// <summary>Names a store: how it is prepared and which files, by name, length, time and where a link leads, it is made of.</summary>
    public static string Key(SlicePreparation preparation, IReadOnlyList<ImageIdentity> images) =>
        Digest(preparation, images.Select(image => image.Path + string.Concat(image.Files.Select(Text))));

    /// <summary>Names what a store holds: the same on every machine whatever the files are called there.</summary>
    public static string DataDigest(SlicePreparation preparation, IEnumerable<string> contentDigests) => Digest(preparation, contentDigests);

    /// <summary>Names a store of features: what they were computed of, and how.</summary>
    public static string FeaturesKey(string dataDigest, FeatureKind kind) =>
        Digest($"features {kind.Shape.Channels} {kind.Shape.Rows} {kind.Shape.Columns}", [dataDigest, kind.Computation]);

    private static string Text(FileStamp file) =>
        FormattableString.Invariant($"\0{file.Length}\0{file.ModifiedUtc.Ticks}{(file.Target is null ? string.Empty : $"\0{file.Target}")}");

    private static string Digest(SlicePreparation preparation, IEnumerable<string> parts) => Digest(
        FormattableString.Invariant(
            $"slices {SlicePreparer.Version} {preparation.Direction} {preparation.Slices.First} {preparation.Slices.Count} {preparation.Unnormalize}{(preparation.Extracted ? " extracted" : string.Empty)}{(preparation.Native is { } native ? $" native {native}" : string.Empty)}"),
        parts);

    private static string Digest(string kind, IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(kind);
        foreach (var part in parts)
        {
            Append(part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
    }
}
