namespace SliceActors.Runs;

/// <summary>A fact in the journal of a fold's vote.</summary>
public interface IFoldEvent;
