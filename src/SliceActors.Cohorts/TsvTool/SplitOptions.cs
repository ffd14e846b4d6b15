namespace SliceActors.Cohorts.TsvTool;

/// <summary>Options of <c>tsvtool split</c>.</summary>
public sealed record SplitOptions
{
    /// <summary>Folder of the label lists; the sets are written into it.</summary>
    public required string FormattedDataPath { get; init; }

    /// <summary>How many participants of each label are left aside: more than 1, their number; up to 1, their proportion; 0, everybody.</summary>
    public double NTest { get; init; } = 100;

    /// <summary>Name of the set that is left aside.</summary>
    public string SubsetName { get; init; } = "test";

    /// <summary>Whether participants of sMCI and pMCI are divided as MCI like everybody else.</summary>
    public bool MciSubCategories { get; init; }

    /// <summary>Smallest p-value for a difference of age between the sets, 0 … 1.</summary>
    public double PAgeThreshold { get; init; } = 0.8;

    /// <summary>Smallest p-value for a difference of the sexes' proportions between the sets, 0 … 1.</summary>
    public double PSexThreshold { get; init; } = 0.8;

    /// <summary>Whether age and sex are not looked at.</summary>
    public bool IgnoreDemographics { get; init; }

    /// <summary>Column whose values both sets have in the same proportions; null = none.</summary>
    public string? CategoricalSplitVariable { get; init; }

    /// <summary>Seed of the draws. The same seed and lists give the same sets.</summary>
    public long Seed { get; init; }
}
