using System.Globalization;

namespace SliceActors.Runs.Ids;

/// <summary>A fold of the cross-validation, counted from 0; also the number in the folder name <c>fold-i</c>.</summary>
/// <param name="Value">0-based index.</param>
public readonly record struct FoldIndex(int Value) : IComparable<FoldIndex>
{
    /// <summary>The first index of folds that are trained once more: behind every fold that tables can name.</summary>
    public const int FirstVariation = 1_000_000;

    /// <summary>Whether it is no fold of the tables but one that is trained once more.</summary>
    public bool IsVariation => Value >= FirstVariation;

    /// <inheritdoc/>
    public int CompareTo(FoldIndex other) => Value.CompareTo(other.Value);

    /// <summary>The index in invariant digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
