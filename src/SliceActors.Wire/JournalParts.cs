using System.Collections.Immutable;
using SliceActors.Runs.Events;
using static SliceActors.Runs.Messages.JournalMessages;

namespace SliceActors.Wire;

/// <summary>Cuts a history into parts that fit into messages.</summary>
public static class JournalParts
{
    private const int MostBytes = 48 * 1024;

    /// <summary>The parts, at least one; each has at most 48 KiB of events, or a single one.</summary>
    public static IReadOnlyList<JournalPart> Of(IEnumerable<IRunEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var parts = new List<List<IRunEvent>> { new() };
        var size = 0;
        foreach (var happened in events)
        {
            var bytes = JournalSchema.Current.Write(happened).Length;
            if (size > 0 && size + bytes > MostBytes)
            {
                parts.Add([]);
                size = 0;
            }

            parts[^1].Add(happened);
            size += bytes;
        }

        return [.. parts.Select((part, index) => new JournalPart(index, parts.Count, [.. part]))];
    }

    /// <summary>The whole history.</summary>
    /// <param name="parts">All parts by number.</param>
    public static ImmutableArray<IRunEvent> Join(IReadOnlyDictionary<int, JournalPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return [.. parts.OrderBy(part => part.Key).SelectMany(part => part.Value.Events)];
    }
}
