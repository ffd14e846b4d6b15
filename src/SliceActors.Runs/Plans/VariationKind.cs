namespace SliceActors.Runs.Plans;

/// <summary>How folds that are trained once more differ from those of the study. Numbers are part of journals: never renumber.</summary>
public enum VariationKind
{
    /// <summary>Labels are exchanged among participants.</summary>
    Permutation = 1,

    /// <summary>Another seed.</summary>
    Repeat = 2,
}
