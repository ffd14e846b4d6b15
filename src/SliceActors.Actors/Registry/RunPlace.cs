using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;

namespace SliceActors.Actors.Registry;

/// <summary>Where a run and its events are.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Folder">Absolute path of its folder as it was when the run was opened; null in the journal of that folder.</param>
/// <param name="Stay">Names its stay in the journal of a cluster; null in the journal of its folder.</param>
/// <param name="IsOpen">Whether somebody has to work at it.</param>
/// <param name="Priority">Its share of the slots, in proportion to those of others.</param>
internal sealed record RunPlace(RunId Run, string? Folder, string? Stay, bool IsOpen, int Priority = ClientMessages.UsualPriority)
{
    /// <summary>Whose events they are in the journal.</summary>
    public string PersistenceId => Stay is null ? $"run-{Run}" : $"run-{Run}-{Stay}";
}
