namespace SliceActors.Runs.Events;

/// <summary>A fact in the journal of a run.</summary>
public interface IRunEvent;
