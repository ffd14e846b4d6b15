namespace SliceActors.Imaging.Slices;

/// <summary>Size of a slice.</summary>
/// <param name="Rows">Pixels of a column.</param>
/// <param name="Columns">Pixels of a row.</param>
public readonly record struct SliceShape(int Rows, int Columns)
{
    /// <summary>What slices are resized to unless something else is said.</summary>
    public static SliceShape Usual { get; } = new(PreparedSlice.Side, PreparedSlice.Side);

    /// <summary>Pixels of a slice.</summary>
    public int Pixels => Rows * Columns;

    /// <summary><c>208 × 179</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Rows} × {Columns}");
}
