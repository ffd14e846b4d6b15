namespace SliceActors.Learning.Networks;

/// <summary>What of a network computes.</summary>
internal enum NetworkPart
{
    /// <summary>All layers: from a slice to an answer.</summary>
    Whole,

    /// <summary>The layers before the tail: from a slice to its features.</summary>
    Frozen,

    /// <summary>The tail: from features to an answer.</summary>
    Tail,
}
