using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Events;

/// <summary>The events of the registry of runs.</summary>
public static class RegistryEvents
{
    /// <summary>A run is to be worked at: a registry that starts later starts it again.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Folder">Absolute path of its folder; null in journals of one machine that lie in that folder.</param>
    public sealed record RunOpened(RunId Run, string? Folder = null) : IRegistryEvent;

    /// <summary>Nobody has to work at a run any more, until it is opened again.</summary>
    /// <param name="Run">Id of the run.</param>
    public sealed record RunClosed(RunId Run) : IRegistryEvent;
}
