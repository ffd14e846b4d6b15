namespace SliceActors.Runs.Errors;

/// <summary>Why a unit failed, as far as it decides what a person can do; the numbers stand in journals.</summary>
public enum FailureCause
{
    /// <summary>Something that need not come again.</summary>
    Incident = 0,

    /// <summary>Its numbers went out of bounds, which the same seed and options would do again.</summary>
    Divergence = 1,
}
