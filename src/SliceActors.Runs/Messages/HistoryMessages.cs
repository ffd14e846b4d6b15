using System.Collections.Immutable;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Messages;

/// <summary>How a client reads what happened in a run: a page after the other, each small enough for a message.</summary>
public static class HistoryMessages
{
    /// <summary>Client → registry: what happened in this run? Answered with <see cref="EventsHappened"/> or <see cref="RegistryMessages.Refused"/>.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="After">Number of the last event that is known already; 0 for none.</param>
    /// <param name="WithEpochs">Whether the ends of epochs are wanted, too: they are most of the events.</param>
    public sealed record GetEvents(RunId Run, long After, bool WithEpochs) : IWireMessage;

    /// <summary>A page of what happened.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Events">Events in their order.</param>
    /// <param name="Newest">Number of the last event that there is.</param>
    /// <param name="IsAll">Whether no wanted event comes behind these yet.</param>
    public sealed record EventsHappened(RunId Run, ImmutableArray<DatedEvent> Events, long Newest, bool IsAll) : IWireMessage;
}
