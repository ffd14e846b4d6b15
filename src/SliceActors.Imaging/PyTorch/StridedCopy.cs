namespace SliceActors.Imaging.PyTorch;

/// <summary>Brings a strided view into the order "last dimension fastest".</summary>
internal static class StridedCopy
{
    // A tile of 32 x 32 elements keeps both sides of a transposition in the first-level cache.
    private const int Tile = 32;

    /// <summary>Copies a view that is not contiguous.</summary>
    /// <param name="source">The storage from the view's first element on.</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="stride">Strides of the source, in elements.</param>
    /// <param name="destination">All elements, last dimension fastest.</param>
    public static void Copy<T>(ReadOnlySpan<T> source, IReadOnlyList<long> shape, IReadOnlyList<long> stride, Span<T> destination)
    {
        // Dimensions of size 1 do not matter; images are volumes in column-major order with one of them in front.
        var kept = Enumerable.Range(0, shape.Count).Where(dimension => shape[dimension] != 1).ToArray();
        var sizes = Array.ConvertAll(kept, dimension => (int)shape[dimension]);
        var from = Array.ConvertAll(kept, dimension => (int)stride[dimension]);
        var to = Array.ConvertAll(Strides.Contiguous([.. sizes.Select(size => (long)size)]), step => (int)step);
        var last = sizes.Length - 1;

        // Rows run along the last dimension; columns along the one whose elements lie closest in the source.
        var near = last;
        for (var dimension = 0; dimension < last; dimension++)
        {
            if (from[dimension] < from[near])
            {
                near = dimension;
            }
        }

        var outer = Enumerable.Range(0, last).Where(dimension => dimension != near).ToArray();
        var index = new int[outer.Length];
        var (read, write) = (0, 0);
        while (true)
        {
            if (near == last)
            {
                CopyRow(source[read..], from[last], destination.Slice(write, sizes[last]));
            }
            else
            {
                Transpose(source[read..], from[near], from[last], destination[write..], to[near], sizes[near], sizes[last]);
            }

            var position = outer.Length - 1;
            for (; position >= 0; position--)
            {
                var dimension = outer[position];
                read += from[dimension];
                write += to[dimension];
                if (++index[position] < sizes[dimension])
                {
                    break;
                }

                read -= from[dimension] * sizes[dimension];
                write -= to[dimension] * sizes[dimension];
                index[position] = 0;
            }

            if (position < 0)
            {
                return;
            }
        }
    }

    private static void CopyRow<T>(ReadOnlySpan<T> source, int step, Span<T> row)
    {
        if (step == 1)
        {
            source[..row.Length].CopyTo(row);
            return;
        }

        for (var column = 0; column < row.Length; column++)
        {
            row[column] = source[column * step];
        }
    }

    private static void Transpose<T>(ReadOnlySpan<T> source, int nearStep, int farStep, Span<T> destination, int rowStep, int rows, int columns)
    {
        for (var firstRow = 0; firstRow < rows; firstRow += Tile)
        {
            var endRow = Math.Min(firstRow + Tile, rows);
            for (var firstColumn = 0; firstColumn < columns; firstColumn += Tile)
            {
                var width = Math.Min(Tile, columns - firstColumn);
                for (var row = firstRow; row < endRow; row++)
                {
                    var target = destination.Slice((row * rowStep) + firstColumn, width);
                    var position = (row * nearStep) + (firstColumn * farStep);
                    for (var column = 0; column < target.Length; column++)
                    {
                        target[column] = source[position];
                        position += farStep;
                    }
                }
            }
        }
    }
}
