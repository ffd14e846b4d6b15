namespace SliceActors.Imaging.Slices;

/// <summary>Size of what a network is given of a slice: the slice, or what its first layers make of it.</summary>
/// <param name="Channels">Maps.</param>
/// <param name="Rows">Values of a column of a map.</param>
/// <param name="Columns">Values of a row of a map.</param>
public readonly record struct ItemShape(int Channels, int Rows, int Columns)
{
    /// <summary>Values of all maps.</summary>
    public int Values => Channels * Rows * Columns;

    /// <summary>Bytes of all maps as float32.</summary>
    public int Bytes => Values * sizeof(float);

    /// <summary>A slice of one channel.</summary>
    public static ItemShape Of(SliceShape slice) => new(1, slice.Rows, slice.Columns);
}
