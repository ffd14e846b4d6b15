namespace SliceActors.Runs.Events;

/// <summary>A fact in the journal of the registry of runs.</summary>
public interface IRegistryEvent;
