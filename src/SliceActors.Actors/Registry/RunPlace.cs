using SliceActors.Runs.Ids;

namespace SliceActors.Actors.Registry;

/// <summary>Where a run and its events are.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Folder">Absolute path of its folder as it was when the run was opened; null in the journal of that folder.</param>
/// <param name="Stay">Names its stay in the journal of a cluster; null in the journal of its folder.</param>
/// <param name="IsOpen">Whether somebody has to work at it.</param>
internal sealed record RunPlace(RunId Run, string? Folder, string? Stay, bool IsOpen);
