namespace SliceActors.Imaging.Slices;

/// <summary>What a prepared slice is unless it keeps its native shape: a square of grey values, one byte each, row after row.</summary>
internal static class PreparedSlice
{
    /// <summary>Pixels of a row and of a column.</summary>
    public const int Side = 224;

    /// <summary>Bytes of a slice.</summary>
    public const int Bytes = Side * Side;
}
