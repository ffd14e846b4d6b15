using System.Collections.Immutable;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Studies.Folders;

namespace SliceActors.Studies.Journals;

/// <summary>Reads on in the journal of a run, behind what was read before. While nothing is written to it, it is not read.</summary>
/// <param name="tree">Folder of the run.</param>
/// <param name="run">Id of the run.</param>
public sealed class JournalTail(ResultTree tree, RunId run)
{
    // File systems count time in steps: what is written within one of them after a look may leave the time as it was.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private (ImmutableArray<Part?> Parts, bool IsSettled)? read;
    private long newest;

    /// <summary>The events behind one of them, in order.</summary>
    /// <param name="number">Number of the last event that is known already; 0 for none.</param>
    /// <returns>These events, and the number of the last event that there is.</returns>
    /// <exception cref="BookkeepingException">Events are missing or cannot be read.</exception>
    public (ImmutableArray<DatedEvent> Events, long Newest) After(long number)
    {
        // Before the events are: what is written meanwhile makes a difference the next time.
        var (parts, now) = (PartsOf(tree.Journal), DateTime.UtcNow);
        if (number >= newest && read is { IsSettled: true } before && before.Parts.SequenceEqual(parts))
        {
            return ([], newest);
        }

        var events = JournalReader.Events(tree, run, number);
        newest = events.IsEmpty ? Math.Max(newest, number) : events[^1].Number;
        read = (parts, parts.All(part => part is null || part.Value.Changed < now - Settled));
        return (events, newest);
    }

    private static ImmutableArray<Part?> PartsOf(string journal) => [.. JournalCopy.Parts(journal).Select(Part.Of)];

    private readonly record struct Part(long Length, DateTime Changed)
    {
        /// <summary>Asks the opened file: what a network file system remembers of a name may be a minute old.</summary>
        public static Part? Of(string path)
        {
            try
            {
                using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                return new Part(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
            }
            catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
        }
    }
}
