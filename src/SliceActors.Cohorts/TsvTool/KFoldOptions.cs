namespace SliceActors.Cohorts.TsvTool;

/// <summary>Options of <c>tsvtool kfold</c>.</summary>
public sealed record KFoldOptions
{
    /// <summary>Folder of the label lists; the folds are written into it.</summary>
    public required string FormattedDataPath { get; init; }

    /// <summary>Number of folds, at least 2.</summary>
    public int NSplits { get; init; } = 5;

    /// <summary>Name of the set that is left aside in each fold.</summary>
    public string SubsetName { get; init; } = "validation";

    /// <summary>Whether participants of sMCI and pMCI are dealt as MCI like everybody else.</summary>
    public bool MciSubCategories { get; init; }

    /// <summary>Column whose values every fold has in the same proportions; null = none.</summary>
    public string? Stratification { get; init; }
}
