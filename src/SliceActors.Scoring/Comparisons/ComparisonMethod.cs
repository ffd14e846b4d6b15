namespace SliceActors.Scoring.Comparisons;

/// <summary>How a difference is judged.</summary>
public enum ComparisonMethod
{
    /// <summary>The variance of DeLong, and a normal distribution.</summary>
    DeLong,

    /// <summary>The corrected t of Nadeau and Bengio over folds.</summary>
    NadeauBengio,

    /// <summary>The bootstrap over participants.</summary>
    Bootstrap,

    /// <summary>The exact test of McNemar.</summary>
    McNemar,
}
