namespace SliceActors.Learning.Networks;

/// <summary>What a network does.</summary>
[Flags]
internal enum Phases
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It learns.</summary>
    Training = 1,

    /// <summary>It is evaluated.</summary>
    Evaluation = 2,
}
