namespace SliceActors.Cohorts.Tables;

/// <summary>A row of a tab-separated table.</summary>
/// <param name="Cells">As written, without quotation marks; as many as the header has.</param>
/// <param name="Line">Line of the file, the header being line 1.</param>
public sealed record TsvRow(IReadOnlyList<string> Cells, int Line);
