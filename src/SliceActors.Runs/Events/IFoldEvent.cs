namespace SliceActors.Runs.Events;

/// <summary>A fact in the journal of a fold's vote.</summary>
public interface IFoldEvent;
