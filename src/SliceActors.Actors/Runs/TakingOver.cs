using System.Collections.Immutable;
using SliceActors.Runs.Events;
using static SliceActors.Runs.Messages.JournalMessages;

namespace SliceActors.Actors.Runs;

/// <summary>The history of a run that began elsewhere, while its parts come in.</summary>
internal sealed class TakingOver
{
    private readonly Dictionary<int, JournalPart> parts = [];

    /// <summary>Takes a part.</summary>
    /// <returns>The whole history, as it is stored here; null while parts are missing.</returns>
    public ImmutableArray<IRunEvent>? Note(JournalPart part)
    {
        parts[part.Index] = part;
        if (parts.Count < part.Count)
        {
            return null;
        }

        ImmutableArray<IRunEvent> history = parts.Count == 1
            ? part.Events
            : [.. parts.OrderBy(known => known.Key).Select(known => new RunEvents.HistoryTakenOver(known.Value.Events))];
        parts.Clear();
        return history;
    }
}
