using System.Globalization;

namespace SliceActors.Runs.Ids;

/// <summary>Counts the assignments of one training unit, from 1. Reports of an older attempt are dropped.</summary>
/// <param name="Value">1 for the first assignment.</param>
public readonly record struct Attempt(int Value) : IComparable<Attempt>
{
    /// <summary>No assignment yet.</summary>
    public static readonly Attempt None;

    /// <summary>The attempt after this one.</summary>
    public Attempt Next() => new(Value + 1);

    /// <inheritdoc/>
    public int CompareTo(Attempt other) => Value.CompareTo(other.Value);

    /// <summary>The number in invariant digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
