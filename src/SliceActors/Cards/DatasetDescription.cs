using System.Text.Json;

namespace SliceActors.Cards;

/// <summary><c>dataset_description.json</c> of a derivative in BIDS, the Brain Imaging Data Structure, and what its validator has to pass over. Holds no path: it is made to be given away.</summary>
internal static class DatasetDescription
{
    private const string BidsVersion = "1.10.0";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>What of the folder BIDS has no name for: the content of <c>.bidsignore</c>.</summary>
    public const string Ignored = "networks.tsv\nonnx/\n";

    /// <summary>The description.</summary>
    /// <param name="name">Name of the dataset.</param>
    /// <param name="version">Version of this program.</param>
    /// <param name="what">What was trained.</param>
    public static string Json(string name, string version, string what) => JsonSerializer.Serialize(
        new
        {
            Name = name,
            BIDSVersion = BidsVersion,
            DatasetType = "derivative",
            GeneratedBy = new[] { new { Name = "slice-actors", Version = version, Description = what } },
        },
        Indented) + "\n";
}
