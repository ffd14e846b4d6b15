namespace SliceActors.Runs.Randomness;

/// <summary>What a random stream is for. The number is part of the seed: never renumber.</summary>
public enum Purpose
{
    /// <summary>Initial weights of a network.</summary>
    InitialWeights = 1,

    /// <summary>Order of the training items in an epoch.</summary>
    ItemOrder = 2,

    /// <summary>Dropout masks of an epoch.</summary>
    Dropout = 3,

    /// <summary>Augmentation of the training items of an epoch.</summary>
    Augmentation = 4,

    /// <summary>Resamples of the participants of a fold's sets.</summary>
    Bootstrap = 5,

    /// <summary>Labels that are exchanged among participants.</summary>
    Permutation = 6,

    /// <summary>The seed of a repeat.</summary>
    Repeat = 7,

    /// <summary>Noise that is added to a slice to explain what a network makes of it.</summary>
    ExplanationNoise = 8,

    /// <summary>Order into which trained weights are shuffled, to see whether an explanation depends on them.</summary>
    WeightShuffle = 9,
}
