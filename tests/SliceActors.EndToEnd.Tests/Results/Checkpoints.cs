using System.Globalization;
using SliceActors.Runs.Files;
using SliceActors.Runs.States;

namespace SliceActors.EndToEnd.Tests.Results;

/// <summary>What a run keeps in its models folders while it trains.</summary>
internal static class Checkpoints
{
    /// <summary>Files below a folder of each fold that match a pattern, also while they come and go.</summary>
    public static IReadOnlyList<string> Find(string output, string folderOfFold, string pattern)
    {
        try
        {
            return
            [
                .. Enumerable.Range(0, 2)
                    .Select(fold => Path.Combine(output, $"fold-{fold}", folderOfFold))
                    .Where(Directory.Exists)
                    .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)),
            ];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Epochs that a unit has trained to the end, according to its files; 0 when there are none.</summary>
    public static int EpochsOnDisk(string models) => !Directory.Exists(models) ? 0 : Directory
        .EnumerateFiles(models, "progress-*.pth.tar")
        .Select(path => int.Parse(Path.GetFileName(path)["progress-".Length..^".pth.tar".Length], CultureInfo.InvariantCulture) + 1)
        .DefaultIfEmpty(0)
        .Max();

    /// <summary>Fails when a kill cost more than one finished epoch of a network that was running.</summary>
    public static void AssertAtMostOneEpochLost(string output, RunState journaled)
    {
        var tree = new ResultTree(output);
        Assert.All(
            journaled.Units.Values.Where(unit => !unit.IsSettled),
            unit => Assert.InRange(EpochsOnDisk(tree.Models(unit.Unit.Id)) - unit.History.Length, 0, 1));
    }
}
