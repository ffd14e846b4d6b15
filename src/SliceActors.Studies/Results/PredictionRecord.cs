using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SliceActors.Runs.Files;

namespace SliceActors.Studies.Results;

/// <summary>What <c>commandline_predict-PREFIX.json</c> says of the tables of a prediction.</summary>
/// <param name="Looks">How often it was made, one that was interrupted while it wrote included: 1 or more.</param>
/// <param name="IsFinished">Whether its tables are all of one prediction. Records of earlier versions say nothing of it and were written last.</param>
public sealed record PredictionRecord(int Looks, bool IsFinished)
{
    /// <summary>Key of the number of looks.</summary>
    internal const string LooksKey = "looks";

    /// <summary>Key that a record has once the networks were trained further than they were when it was made.</summary>
    internal const string OutdatedKey = "outdated";

    /// <summary>Key that a record has from before the first table is replaced until the last one is written.</summary>
    internal const string UnfinishedKey = "unfinished";

    /// <summary>What is to be said where records were marked.</summary>
    public const string MarkedOutdated = "Tables that predict added are of the networks as they were, and reports leave them out: run predict again afterwards.";

    private const string NameBegin = "commandline_predict-";
    private const string NameEnd = ".json";
    private const int MostBytes = 1 << 24;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 4, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether somebody has changed the record to something that no prediction writes. There was one, whatever became of its record.</summary>
    public bool IsDamaged { get; private init; }

    /// <summary>Whether the networks were trained further since: the tables are of the networks as they were.</summary>
    public bool IsOutdated { get; private init; }

    private bool IsShown => IsFinished && !IsOutdated;

    /// <summary>The file.</summary>
    internal static string PathOf(ResultTree tree, string prefix) => Path.Combine(tree.Root, $"{NameBegin}{prefix}{NameEnd}");

    /// <summary>Prefixes of all records of a folder, in order.</summary>
    public static IEnumerable<string> Prefixes(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return Directory.EnumerateFiles(tree.Root, $"{NameBegin}*{NameEnd}").Select(path => Path.GetFileName(path)[NameBegin.Length..^NameEnd.Length]).Order(StringComparer.Ordinal);
    }

    /// <summary>Reads a record.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PredictionRecord? Read(ResultTree tree, string prefix)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var path = PathOf(tree, prefix);
        if (!File.Exists(path))
        {
            return null;
        }

        var damaged = new PredictionRecord(1, true) { IsDamaged = true };
        try
        {
            using var json = JsonDocument.Parse(SmallFile.ReadText(path, MostBytes));
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return damaged;
            }

            var isFinished = !json.RootElement.TryGetProperty(UnfinishedKey, out var unfinished) || unfinished.ValueKind != JsonValueKind.True;
            var isOutdated = json.RootElement.TryGetProperty(OutdatedKey, out var outdated) && outdated.ValueKind == JsonValueKind.True;
            if (!json.RootElement.TryGetProperty(LooksKey, out var looks))
            {
                return new PredictionRecord(1, isFinished) { IsOutdated = isOutdated };
            }

            return looks.ValueKind == JsonValueKind.Number && looks.TryGetInt32(out var number) && number > 0
                ? new PredictionRecord(number, isFinished) { IsOutdated = isOutdated }
                : damaged with { IsFinished = isFinished, IsOutdated = isOutdated };
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidDataException)
        {
            return damaged;
        }
    }

    /// <summary>
    /// Whether the tables of a prefix are not to be shown as a set: they may be of two predictions (the record says so, or is gone, as earlier versions took it
    /// away before they replaced tables), or are of networks that were trained further since.
    /// </summary>
    public static bool IsLeftOut(ResultTree tree, string prefix) => prefix is not ("train" or "validation") && Read(tree, prefix) is not { IsShown: true };

    /// <summary>The predictions of a folder that are not to be shown, in order.</summary>
    public static IReadOnlyList<string> LeftOut(ResultTree tree) =>
        [.. Prefixes(tree).Union(Directory.EnumerateFiles(tree.Root, "estimate-*.tsv").Select(path => Path.GetFileNameWithoutExtension(path)["estimate-".Length..])).Where(prefix => IsLeftOut(tree, prefix)).Order(StringComparer.Ordinal)];

    /// <summary>Marks every record of a folder: the networks are about to be trained further. One that is damaged stays as it is.</summary>
    /// <returns>How many there are, once the marks are durable.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    public static int MarkOutdated(ResultTree tree)
    {
        var marked = 0;
        foreach (var path in Prefixes(tree).Where(prefix => Read(tree, prefix) is { IsDamaged: false }).Select(prefix => PathOf(tree, prefix)))
        {
            var record = JsonNode.Parse(SmallFile.ReadText(path, MostBytes))!.AsObject();
            record[OutdatedKey] = true;
            DurableFile.WriteText(path, record.ToJsonString(Indented) + "\n");
            marked++;
        }

        return marked;
    }

    /// <summary>Paths of the records of a folder that are damaged.</summary>
    public static IEnumerable<string> Damaged(ResultTree tree) => Prefixes(tree).Where(prefix => Read(tree, prefix) is { IsDamaged: true }).Select(prefix => PathOf(tree, prefix));

    /// <summary>What is to be said of one that is left out.</summary>
    public static string Sentence(ResultTree tree, string prefix) => Read(tree, prefix) is { IsFinished: true }
        ? $"The tables of {prefix} are of the networks as they were before they were trained further, and are left out. Make them again: predict with --overwrite."
        : $"The prediction of {prefix} was interrupted while its tables were written: they may be of two predictions and are left out. Make it again: predict with --overwrite.";
}
