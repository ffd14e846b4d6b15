namespace SliceActors.Cohorts.TsvTool;

/// <summary>A file that a tool will write.</summary>
/// <param name="Path">Below the root of the tree, with <c>/</c> between folders.</param>
/// <param name="Text">Its whole content.</param>
public sealed record PlannedFile(string Path, string Text);
