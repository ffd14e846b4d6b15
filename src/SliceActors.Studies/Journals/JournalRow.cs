using SliceActors.Runs.Events;

namespace SliceActors.Studies.Journals;

/// <summary>An event as the journal keeps it.</summary>
/// <param name="PersistenceId">Whose event it is: a run's, or a fold's.</param>
/// <param name="SequenceNumber">Its number among those, from 1 on.</param>
/// <param name="Created">When it was stored; null when that is not known.</param>
/// <param name="Serializer">Number of the serializer that wrote it.</param>
/// <param name="Manifest">What kind of event it is.</param>
/// <param name="Message">Its bytes.</param>
internal sealed record JournalRow(string PersistenceId, long SequenceNumber, DateTimeOffset? Created, int Serializer, string Manifest, byte[] Message)
{
    /// <summary>What it says.</summary>
    /// <param name="happened">Its bytes, read.</param>
    public DatedEvent Dated(IRunEvent happened) => new(SequenceNumber, Created, happened);
}
