using System.Text.Json;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Maps;
using SliceActors.Studies.Results;

namespace SliceActors.Reports.Parts;

/// <summary>What a report is made from: the tables of a result folder, and nothing else, so that every number on the page stands in one of them.</summary>
/// <param name="Tree">The result folder.</param>
/// <param name="Folds">Its folds, ascending.</param>
/// <param name="Options">What its command line said.</param>
/// <param name="Plan">Its images.</param>
/// <param name="Preprocessing">Pipeline that made them.</param>
/// <param name="Map">What its slices tell, and the volume that they were cut from.</param>
internal sealed record ReportSource(ResultTree Tree, IReadOnlyList<FoldIndex> Folds, JsonElement Options, RunPlan Plan, Preprocessing Preprocessing, InformationMap Map)
{
    private const string Record = "commandline_predict-";
    private const string Estimate = "estimate-";

    /// <summary>Where this machine has a file or folder that the study names.</summary>
    public Func<string, string> Here { get; init; } = path => path;

    /// <summary>Folds that are being trained.</summary>
    public IReadOnlyList<FoldIndex> Unfinished { get; init; } = [];

    /// <summary>Why there are no curves of the validation sets; null where there are.</summary>
    public string? MissingCurves { get; init; }

    /// <summary>Whether the study classifies.</summary>
    public bool Classifies => Option("network_type") != NetworkType.Autoencoder.Term();

    /// <summary>Words that predictions on held-out people go by.</summary>
    public IReadOnlyList<string> Groups { get; } =
    [
        .. Directory.EnumerateFiles(Tree.Root, $"{Estimate}*.tsv").Select(file => Path.GetFileNameWithoutExtension(file)[Estimate.Length..])
            .Where(group => !PredictionRecord.IsLeftOut(Tree, group)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Words of predictions whose tables are not shown: they may be of two predictions, or of the networks as they were.</summary>
    public IReadOnlyList<string> LeftOut { get; } = PredictionRecord.LeftOut(Tree);

    /// <summary>Words that predictions without labels go by.</summary>
    public IReadOnlyList<string> UnlabelledGroups =>
    [
        .. PredictionRecord.Prefixes(Tree).Where(group => !PredictionRecord.IsLeftOut(Tree, group) && OfRecord(group, "labels", labels => labels.ValueKind == JsonValueKind.False)),
    ];

    /// <summary>A table of the folder; null where it is not there.</summary>
    public ReportTable? Table(params ReadOnlySpan<string> path) => ReportTable.Read(Path.Combine([Tree.Root, .. path]));

    /// <summary>An option as text; empty where it was not recorded.</summary>
    public string Option(string name) => Options.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Null => string.Empty,
            JsonValueKind.Array => string.Join(' ', value.EnumerateArray()),
            _ => value.GetRawText(),
        }
        : string.Empty;

    /// <summary>The CAPS that a group was predicted from; null where it is not recorded.</summary>
    public string? CapsOf(string group) => OfRecord(group, "caps_dir", caps => caps.GetString());

    /// <summary>The image-level predictions of a group by the mean of the folds, or the only fold.</summary>
    public ReportTable? ImagesOf(string group, Selection selection) => FileOf(group, selection) is { } images ? ReportTable.Read(images.Path) : null;

    /// <summary>The table of these predictions, and whose they are: <c>ensemble</c>, or a fold; null where there is none.</summary>
    public (string Model, string Path)? FileOf(string group, Selection selection)
    {
        var name = $"{group}_image_level_prediction.tsv";
        return Folds.Select(fold => (Model: $"{fold}", Path: Path.Combine(Tree.Classification(fold, selection), name)))
            .Prepend((Model: "ensemble", Path: Path.Combine(Tree.Root, "ensemble", selection.Term(), name)))
            .Where(table => File.Exists(table.Path)).Select(table => ((string, string)?)table).FirstOrDefault();
    }

    private T? OfRecord<T>(string group, string name, Func<JsonElement, T> read)
    {
        try
        {
            using var record = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Tree.Root, $"{Record}{group}.json")));
            return record.RootElement.TryGetProperty(name, out var value) ? read(value) : default;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or InvalidOperationException)
        {
            return default;
        }
    }
}
