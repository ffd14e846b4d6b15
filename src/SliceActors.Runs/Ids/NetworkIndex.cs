using System.Globalization;

namespace SliceActors.Runs.Ids;

/// <summary>A network of a <c>multicnn</c> fold, counted from 0; also the number in the folder name <c>cnn-j</c>.</summary>
/// <param name="Value">0-based index; slice index minus the number of slices discarded at the beginning.</param>
public readonly record struct NetworkIndex(int Value) : IComparable<NetworkIndex>
{
    /// <inheritdoc/>
    public int CompareTo(NetworkIndex other) => Value.CompareTo(other.Value);

    /// <summary>The index in invariant digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
