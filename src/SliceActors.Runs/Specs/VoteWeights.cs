namespace SliceActors.Runs.Specs;

/// <summary>What a slice weighs in the image-level vote.</summary>
public enum VoteWeights
{
    /// <summary>Its balanced accuracy; a slice takes part when that is greater than the threshold.</summary>
    BalancedAccuracy = 0,

    /// <summary>Its accuracy, kept when not below the threshold: the tables of ClinicaDL 0.2.1.</summary>
    Accuracy = 1,
}
