using System.CommandLine;
using System.Globalization;
using SliceActors.Endings;
using SliceActors.Imaging.Store;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Screens;
using Spectre.Console;

namespace SliceActors.Commands;

/// <summary><c>cache {list,prune}</c>.</summary>
internal static class CacheCommand
{
    private const long GiB = 1L << 30;

    public static Command Create() => new("cache", "Prepared slices, and features of them, that are kept for later runs.") { CreateList(), CreatePrune() };

    private static Command CreateList()
    {
        var folder = SharedOptions.CreateCacheDirectory();
        var command = new Command("list", "List what is kept, the last used first.") { folder };
        command.SetAction(parsed =>
        {
            PathWords.RefuseEmpty(parsed);
            var cache = new SliceCache(parsed.GetRequiredValue(folder), long.MaxValue);
            var stores = cache.List();
            var table = new Table().Border(TableBorder.Rounded).AddColumns("last used (UTC)", "what", "size", "images", "slices", "in use");
            foreach (var store in stores)
            {
                table.AddRow(
                    store.LastUsedUtc.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                    store.Features is null ? "slices" : "features",
                    Sizes.Text(store.Bytes),
                    store.Preparation is null ? "–" : $"{store.Images}",
                    store.Preparation is { } preparation ? $"{preparation.Direction.Term()} {preparation.Slices.First} to {preparation.Slices.At(preparation.Slices.Count - 1)}" : "not readable",
                    store.InUse ? "yes" : "no");
            }

            if (stores.Count > 0)
            {
                AnsiConsole.Write(table);
            }

            if (stores.Any(store => store.Preparation is null))
            {
                Console.WriteLine("Not readable: damaged, or of another version; cache prune removes it.");
            }

            Console.WriteLine($"{Count.Of(stores.Count, "store")}, {Sizes.Text(stores.Sum(store => store.Bytes))} in {cache.Folder}");
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static Command CreatePrune()
    {
        var folder = SharedOptions.CreateCacheDirectory();
        var keep = OptionKinds.Number("--keep", "Size that may stay, in GiB; the least recently used go first, those in use stay.", "GIB", 0);
        var command = new Command("prune", "Remove what is kept.") { folder, keep };
        command.SetAction(parsed =>
        {
            var findings = PathWords.Empty(parsed);
            var stays = new OptionCheck(findings).Value(keep, parsed, value => value >= 0, "0 or more");
            if (findings.Count > 0)
            {
                throw new BadInputException(findings);
            }

            var cache = new SliceCache(parsed.GetRequiredValue(folder), long.MaxValue);
            var pruned = cache.Prune((long)(stays * GiB));
            Console.WriteLine($"{Count.Of(pruned.StoresRemoved, "store")} removed, {Sizes.Text(pruned.BytesFreed)} freed, {Sizes.Text(pruned.BytesLeft)} left in {cache.Folder}");
            if (pruned.StoresDenied > 0)
            {
                Console.WriteLine($"{Count.Of(pruned.StoresDenied, "store")} may not be removed by you: whoever made them can, or whoever owns {cache.Folder}");
            }

            return (int)ExitCode.Done;
        });
        return command;
    }
}
