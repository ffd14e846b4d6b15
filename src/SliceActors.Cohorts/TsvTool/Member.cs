namespace SliceActors.Cohorts.TsvTool;

/// <summary>A participant of a label.</summary>
/// <param name="List">The list that the participant was taken from.</param>
/// <param name="Baseline">The earliest session in it.</param>
internal sealed record Member(LabelList List, Visit Baseline);
