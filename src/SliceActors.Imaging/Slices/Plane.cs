namespace SliceActors.Imaging.Slices;

/// <summary>Turns planes.</summary>
internal static class Plane
{
    // A tile of two float planes fits the first-level cache.
    private const int Tile = 32;

    /// <summary>Rows become columns.</summary>
    /// <param name="source"><paramref name="rows"/> rows of <paramref name="columns"/> pixels.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="target"><paramref name="columns"/> rows of <paramref name="rows"/> pixels.</param>
    public static void Transpose<T>(ReadOnlySpan<T> source, int rows, int columns, Span<T> target)
        where T : unmanaged
    {
        for (var top = 0; top < rows; top += Tile)
        {
            var bottom = Math.Min(rows, top + Tile);
            for (var left = 0; left < columns; left += Tile)
            {
                var right = Math.Min(columns, left + Tile);
                for (var column = left; column < right; column++)
                {
                    var output = target.Slice(column * rows + top, bottom - top);
                    var input = top * columns + column;
                    for (var row = 0; row < output.Length; row++)
                    {
                        output[row] = source[input];
                        input += columns;
                    }
                }
            }
        }
    }
}
