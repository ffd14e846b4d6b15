using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Events;

/// <summary>The events of the registry of runs.</summary>
public static class RegistryEvents
{
    /// <summary>A run is to be worked at: a registry that starts later starts it again.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Folder">Absolute path of its folder; null in journals of one machine that lie in that folder.</param>
    /// <param name="Stay">Names the stay of the run in the journal of a cluster, each of which has events of its own; null in the journal of its folder.</param>
    /// <param name="Priority">Its share of the slots, in proportion to those of others.</param>
    public sealed record RunOpened(RunId Run, string? Folder = null, string? Stay = null, int Priority = Messages.ClientMessages.UsualPriority) : IRegistryEvent;

    /// <summary>Nobody has to work at a run any more, until it is opened again.</summary>
    /// <param name="Run">Id of the run.</param>
    public sealed record RunClosed(RunId Run) : IRegistryEvent;
}
