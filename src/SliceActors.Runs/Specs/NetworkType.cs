namespace SliceActors.Runs.Specs;

/// <summary>What a study trains; the word after <c>train slice</c>.</summary>
public enum NetworkType
{
    /// <summary>One network that learns to reproduce its slice, per fold.</summary>
    Autoencoder = 0,

    /// <summary>One classifier for all slice positions, per fold.</summary>
    Cnn = 1,

    /// <summary>One classifier per slice position and fold, combined by a vote.</summary>
    Multicnn = 2,
}
