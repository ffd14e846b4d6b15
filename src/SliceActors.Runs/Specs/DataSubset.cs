namespace SliceActors.Runs.Specs;

/// <summary>One of the two sets of a fold.</summary>
public enum DataSubset
{
    /// <summary>The sessions that networks learn from (<c>train</c>).</summary>
    Train = 0,

    /// <summary>The sessions that epochs are chosen by (<c>validation</c>).</summary>
    Validation = 1,
}
