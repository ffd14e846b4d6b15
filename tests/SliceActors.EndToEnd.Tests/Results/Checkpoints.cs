using System.Globalization;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;

namespace SliceActors.EndToEnd.Tests.Results;

/// <summary>What a run keeps while it trains.</summary>
internal static class Checkpoints
{
    /// <summary>
    /// Files of the networks in training that match a pattern, also while they come and go: checkpoints, or what lies in a folder of the results-to-be, such
    /// as <c>tensorboard_logs</c>.
    /// </summary>
    public static IReadOnlyList<string> InTraining(string output, string folder, string pattern) =>
        [.. Find(new ResultTree(output).Work, pattern).Where(file => file.Contains($"/{folder}/", StringComparison.Ordinal))];

    /// <summary>Files below a folder of each fold that match a pattern, also while they come and go.</summary>
    public static IReadOnlyList<string> Published(string output, string folderOfFold, string pattern) =>
        [.. Enumerable.Range(0, 2).SelectMany(fold => Find(Path.Combine(output, $"fold-{fold}", folderOfFold), pattern))];

    /// <summary>Epochs that a unit has trained to the end, according to its files; 0 when there are none.</summary>
    public static int EpochsOnDisk(ResultTree tree, UnitId unit) => Find(tree.WorkOf(unit), "progress-*.pth.tar")
        .Select(path => int.Parse(Path.GetFileName(path)["progress-".Length..^".pth.tar".Length], CultureInfo.InvariantCulture) + 1)
        .DefaultIfEmpty(0)
        .Max();

    /// <summary>Fails when a kill cost more than one finished epoch of a network that was running.</summary>
    public static void AssertAtMostOneEpochLost(string output, RunState journaled)
    {
        var tree = new ResultTree(output);
        Assert.All(
            journaled.Units.Values.Where(unit => !unit.IsSettled),
            unit => Assert.InRange(EpochsOnDisk(tree, unit.Unit.Id) - unit.History.Length, 0, 1));
    }

    private static IReadOnlyList<string> Find(string folder, string pattern)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)] : [];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
