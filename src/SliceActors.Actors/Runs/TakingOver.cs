using System.Collections.Immutable;
using SliceActors.Runs.Events;
using SliceActors.Wire;
using static SliceActors.Runs.Messages.JournalMessages;

namespace SliceActors.Actors.Runs;

/// <summary>The history of a run that began elsewhere, while its parts come in.</summary>
internal sealed class TakingOver
{
    private readonly Dictionary<int, JournalPart> parts = [];

    /// <summary>Takes a part.</summary>
    /// <returns>The whole history; null while parts are missing.</returns>
    public ImmutableArray<IRunEvent>? Note(JournalPart part)
    {
        parts[part.Index] = part;
        if (parts.Count < part.Count)
        {
            return null;
        }

        var history = JournalParts.Join(parts);
        parts.Clear();
        return history;
    }
}
