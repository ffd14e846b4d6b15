using System.Globalization;

namespace SliceActors.Runs.Ids;

/// <summary>A fold of the cross-validation, counted from 0; also the number in the folder name <c>fold-i</c>.</summary>
/// <param name="Value">0-based index.</param>
public readonly record struct FoldIndex(int Value) : IComparable<FoldIndex>
{
    /// <inheritdoc/>
    public int CompareTo(FoldIndex other) => Value.CompareTo(other.Value);

    /// <summary>The index in invariant digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
