namespace SliceActors.Runs.Events;

/// <summary>An event as a journal keeps it.</summary>
/// <param name="Number">Its number among the events of the run, from 1 on; events that a cluster took over together share one.</param>
/// <param name="When">When it was stored; null when the journal does not know, since the event happened in a cluster.</param>
/// <param name="Happened">What happened.</param>
public sealed record DatedEvent(long Number, DateTimeOffset? When, IRunEvent Happened);
