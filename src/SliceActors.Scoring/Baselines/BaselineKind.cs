namespace SliceActors.Scoring.Baselines;

/// <summary>Simple models that a network is compared with.</summary>
public enum BaselineKind
{
    /// <summary>Everybody is of the class that most people of the training set are of.</summary>
    Majority,

    /// <summary>Logistic regression on age, sex and site.</summary>
    Covariates,

    /// <summary>Ridge regression on coarse voxels.</summary>
    Voxels,
}
