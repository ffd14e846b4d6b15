using System.Globalization;

namespace SliceActors.Runs.Ids;

/// <summary>Absolute position of a slice in its volume, discarded slices counted; the <c>slice_id</c> of the tables.</summary>
/// <param name="Value">0-based index along the slice direction.</param>
public readonly record struct SliceIndex(int Value) : IComparable<SliceIndex>
{
    /// <inheritdoc/>
    public int CompareTo(SliceIndex other) => Value.CompareTo(other.Value);

    /// <summary>The index in invariant digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
