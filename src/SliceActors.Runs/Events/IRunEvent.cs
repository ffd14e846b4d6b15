namespace SliceActors.Runs;

/// <summary>A fact in the journal of a run.</summary>
public interface IRunEvent;
