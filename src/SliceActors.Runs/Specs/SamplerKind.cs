namespace SliceActors.Runs.Specs;

/// <summary>How training items are drawn.</summary>
public enum SamplerKind
{
    /// <summary>A fresh uniform permutation per epoch.</summary>
    Random = 0,

    /// <summary>With replacement, each class equally probable.</summary>
    Weighted = 1,
}
