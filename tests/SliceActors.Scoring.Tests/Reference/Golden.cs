using System.Globalization;
using SliceActors.Runs.Ids;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Tests.Reference;

/// <summary>Tables that the reference implementation wrote.</summary>
internal static class Golden
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden");

    /// <summary>Folder of all reference outputs beside the repository; null when it is not there.</summary>
    public static string? Shared() => Beside(Path.Combine("reference", "clinicadl-0.2.1"));

    /// <summary>A file or folder of the folder "shared" beside the repository; null when it is not there.</summary>
    public static string? Beside(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SliceActors.sln")))
        {
            folder = folder.Parent;
        }

        var path = Path.Combine(folder?.Parent?.FullName ?? "/", "shared", name);
        return Path.Exists(path) ? path : null;
    }

    public static List<Dictionary<string, string>> Rows(string path)
    {
        var lines = File.ReadAllText(path).TrimEnd('\n').Split('\n').Select(line => line.Split('\t')).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    public static SliceLevelTable SliceTable(string path) => new(path, [.. Rows(path).Select(row => new SliceLevelRow(
        row["participant_id"],
        row["session_id"],
        new SliceIndex(Whole(row["slice_id"])),
        row.TryGetValue("true_label", out var label) ? Whole(label) : null,
        Whole(row["predicted_label"]),
        float.Parse(row["proba0"], CultureInfo.InvariantCulture),
        float.Parse(row["proba1"], CultureInfo.InvariantCulture)))]);

    public static int Whole(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    public static double Number(string cell) => cell is "" or "nan" ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture);
}
