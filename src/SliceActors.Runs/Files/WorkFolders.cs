using System.Globalization;
using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Files;

/// <summary>Publishes what an attempt made, and removes the folders of attempts that are of no more use. Everything may be repeated after a crash.</summary>
public static class WorkFolders
{
    private const string AttemptPrefix = "attempt-";
    private const string EventFilePrefix = "events.out.tfevents.";

    /// <summary>
    /// Moves the results of an attempt into the result tree, file by file by rename, and makes that durable. TensorBoard would draw the event files of
    /// another attempt over those of this one, so they give way to them. Another node may do the same at the same time, and remove what is empty then.
    /// </summary>
    /// <param name="tree">The result tree.</param>
    /// <param name="attempt">The attempt that the journal settled; nothing happens when its folder is gone.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Publish(ResultTree tree, AttemptFolder attempt)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(attempt);
        var results = attempt.Results.Root;
        foreach (var files in FilesBelow(results).GroupBy(file => Path.GetDirectoryName(file)!))
        {
            var folder = Path.GetFullPath(Path.Combine(tree.Root, Path.GetRelativePath(results, files.Key)));
            DurableFile.CreateDirectory(folder);
            GiveWay(folder, files.Select(file => Path.GetFileName(file)));
            foreach (var file in files)
            {
                Move(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            DurableFile.FlushFolder(folder);
        }
    }

    private static List<string> FilesBelow(string folder)
    {
        while (Directory.Exists(folder))
        {
            try
            {
                return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
            }
            catch (DirectoryNotFoundException)
            {
                // The other node has moved everything and is about to remove the folders.
            }
        }

        return [];
    }

    /// <summary>Deletes the event files of other attempts; those that arrive may be here already.</summary>
    private static void GiveWay(string folder, IEnumerable<string> arriving)
    {
        var events = arriving.Where(file => file.StartsWith(EventFilePrefix, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        if (events.Count > 0)
        {
            Directory.GetFiles(folder, EventFilePrefix + "*").Where(file => !events.Contains(Path.GetFileName(file))).ToList().ForEach(File.Delete);
        }
    }

    private static void Move(string file, string target)
    {
        try
        {
            File.Move(file, target, overwrite: true);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException && File.Exists(target))
        {
            // The other node moved it in this moment.
        }
    }

    /// <summary>Removes the folder of a unit that has nothing in training any more.</summary>
    public static void Remove(ResultTree tree, UnitId unit)
    {
        ArgumentNullException.ThrowIfNull(tree);
        RemoveBelow(tree, tree.WorkOf(unit));
    }

    /// <summary>Removes the folder of an attempt.</summary>
    public static void Remove(ResultTree tree, AttemptFolder attempt)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(attempt);
        RemoveBelow(tree, attempt.Root);
    }

    /// <summary>Removes the folders of the attempts up to one that was published; a later one may be at work already.</summary>
    public static void RemoveUpTo(ResultTree tree, UnitId unit, Attempt attempt) => RemoveBefore(tree, unit, attempt.Next());

    /// <summary>Removes the folders of the attempts before one.</summary>
    /// <param name="tree">The result tree.</param>
    /// <param name="unit">Whose attempts.</param>
    /// <param name="attempt">It and later ones stay.</param>
    /// <param name="kept">Earlier ones that stay, too.</param>
    public static void RemoveBefore(ResultTree tree, UnitId unit, Attempt attempt, params IEnumerable<Attempt> kept)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var stay = kept.Select(earlier => earlier.Value).ToHashSet();
        foreach (var folder in AttemptsOf(tree, unit))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan())[AttemptPrefix.Length..], CultureInfo.InvariantCulture, out var number)
                && number < attempt.Value
                && !stay.Contains(number))
            {
                RemoveBelow(tree, folder);
            }
        }
    }

    private static string[] AttemptsOf(ResultTree tree, UnitId unit)
    {
        try
        {
            return Directory.GetDirectories(tree.WorkOf(unit), AttemptPrefix + "*");
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Removes a folder, and those above it that are empty then.</summary>
    private static void RemoveBelow(ResultTree tree, string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone already.
        }
        catch (IOException)
        {
            // An attempt that nobody waits for wrote in it just now; it removes its folder itself when it ends, or the end of the run does.
            return;
        }

        for (var parent = Path.GetDirectoryName(folder)!; parent.Length >= tree.Work.Length; parent = Path.GetDirectoryName(parent)!)
        {
            try
            {
                Directory.Delete(parent);
            }
            catch (IOException)
            {
                // It holds something, or another node was faster.
                return;
            }
        }
    }
}
