using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;

namespace SliceActors.Studies.Results;

/// <summary>A folder of results that networks are taken from: our own, or one that ClinicaDL 0.2 or 1.x wrote. Only read.</summary>
/// <param name="Tree">Where everything lies.</param>
/// <param name="Options">The options of the study.</param>
public sealed record ResultFolder(ResultTree Tree, RecordedOptions Options)
{
    private const int MostBytes = 1 << 24;
    private const string Expected = "a folder of results of slice-actors or ClinicaDL: the OUTPUT_DIRECTORY of a 'train slice', or a MAPS";

    /// <summary>Opens a folder by the options that lie in it.</summary>
    /// <param name="path">The folder, as typed.</param>
    /// <exception cref="BadInputException">There is no such folder, or its <c>commandline.json</c> is absent or not understood; holds all findings.</exception>
    public static ResultFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var root = Path.GetFullPath(path);
        var maps = MapsTree.In(root);
        var tree = maps ?? new ResultTree(root);
        if (!Directory.Exists(tree.Root))
        {
            throw new BadInputException(new Finding(tree.Root, null, "no such folder", Expected));
        }

        if (!File.Exists(tree.CommandLine))
        {
            throw new BadInputException(new Finding(tree.Root, null, "it holds no commandline.json", Expected));
        }

        try
        {
            using var json = JsonDocument.Parse(SmallFile.ReadText(tree.CommandLine, MostBytes));
            var options = maps is null ? RecordedOptionsReader.Read(json.RootElement, tree.CommandLine) : MapsOptionsReader.Read(json.RootElement, tree.CommandLine);
            return new ResultFolder(tree, options);
        }
        catch (JsonException trouble)
        {
            throw new BadInputException(new Finding(tree.CommandLine, (int?)trouble.LineNumber + 1, "no JSON", "a JSON object with the options of the study"));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new BadInputException(new Finding(tree.CommandLine, null, $"it cannot be read: {trouble.Message}", "a readable file"));
        }
    }

    /// <summary>Which networks were trained. The run as it was submitted, where it was one of ours, knows what was in the file that defines a network of the user's.</summary>
    /// <param name="warnings">Takes what a person should know though it stops nothing.</param>
    /// <exception cref="BookkeepingException">Nobody knows any more what was in that file.</exception>
    public NetworkSpec Network(ICollection<string> warnings)
    {
        var network = new NetworkSpec
        {
            Architecture = Options.Architecture,
            PluginFile = Options.PluginFile,
            Dropout = Options.Dropout,
            Weights = WeightsKind.None,
            Trainable = TrainableLayers.All,
        };
        return NetworkCode.IsCustom(network) && File.Exists(Tree.RunFile)
            ? network with { CodeDigest = SubmittedRun.Read(Tree, warnings).Spec.Network.CodeDigest }
            : network;
    }

    /// <summary>What its machine computed with; null where nobody wrote that down. The run as it was submitted knows, where it was one of ours.</summary>
    /// <exception cref="BookkeepingException">Nobody knows any more.</exception>
    public Numerics? Numerics() => File.Exists(Tree.RunFile) ? SubmittedRun.Read(Tree, []).Spec.Compute.Numerics : null;

    /// <summary>What was to be trained; null where nobody wrote that down. The run as it was submitted knows, where it was one of ours.</summary>
    /// <exception cref="BookkeepingException">Nobody knows any more.</exception>
    public RunPlan? Plan() => File.Exists(Tree.RunFile) ? SubmittedRun.Read(Tree, []).Plan : null;

    /// <summary>The folds that have a folder, ascending.</summary>
    public ImmutableArray<FoldIndex> Folds() => [.. Numbers(Tree.Root, Tree.FoldPrefix).Select(number => new FoldIndex(number))];

    /// <summary>The networks of a multicnn fold that have a folder, or that the study says it has, ascending; none for other networks.</summary>
    public ImmutableArray<NetworkIndex> Networks(FoldIndex fold) =>
        [.. (Options.Networks is { } count ? Enumerable.Range(0, count) : Numbers(Tree.Models(new UnitId(fold, null)), "cnn-")).Select(number => new NetworkIndex(number))];

    private static IEnumerable<int> Numbers(string folder, string prefix) => !Directory.Exists(folder) ? [] : Directory
        .EnumerateDirectories(folder, $"{prefix}*")
        .Select(path => int.TryParse(Path.GetFileName(path.AsSpan())[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
        .Where(number => number >= 0)
        .Order();
}
