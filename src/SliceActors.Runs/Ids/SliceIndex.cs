using System.Globalization;

namespace SliceActors.Runs.Ids;

/// <summary>Absolute position of a slice in its volume, discarded slices counted; the <c>slice_id</c> of the tables.</summary>
/// <param name="Value">0-based index along the slice direction.</param>
public readonly record struct SliceIndex(int Value) : IComparable<SliceIndex>
{
    /// <summary>The largest there can be: a NIfTI-1 image has at most 32,767 voxels along an axis.</summary>
    public const int Largest = short.MaxValue - 1;

    /// <inheritdoc/>
    public int CompareTo(SliceIndex other) => Value.CompareTo(other.Value);

    /// <summary>The index in invariant digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
