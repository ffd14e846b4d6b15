namespace SliceActors.Scoring.Rows;

/// <summary>Slice-level predictions of one set of sessions, in any order.</summary>
/// <param name="Source">Where the rows come from: the file that they were read from, else words for the set. Findings begin with it.</param>
/// <param name="Rows">The rows; each session must have each slice exactly once.</param>
public sealed record SliceLevelTable(string Source, IReadOnlyList<SliceLevelRow> Rows);
