namespace SliceActors.Runs.Commands;

/// <summary>A wish that a run may grant with events, or refuse.</summary>
public interface IRunCommand;
