namespace SliceActors.Imaging.PyTorch;

/// <summary>Arithmetic of shapes and strides, in elements.</summary>
internal static class Strides
{
    public const int MostDimensions = 64;

    public static long Count(IReadOnlyList<long> shape)
    {
        if (shape.Contains(0))
        {
            return 0;
        }

        var count = 1L;
        foreach (var size in shape)
        {
            count = checked(count * size);
        }

        return count;
    }

    public static long[] Contiguous(IReadOnlyList<long> shape)
    {
        var stride = new long[shape.Count];
        var next = 1L;
        for (var dimension = shape.Count - 1; dimension >= 0; dimension--)
        {
            stride[dimension] = next;
            next *= Math.Max(shape[dimension], 1);
        }

        return stride;
    }

    public static bool AreContiguous(IReadOnlyList<long> shape, IReadOnlyList<long> stride)
    {
        if (shape.Contains(0))
        {
            return true;
        }

        var next = 1L;
        for (var dimension = shape.Count - 1; dimension >= 0; dimension--)
        {
            if (shape[dimension] == 1)
            {
                continue;
            }

            if (stride[dimension] != next)
            {
                return false;
            }

            next *= shape[dimension];
        }

        return true;
    }

    /// <summary>What is wrong with a view of a storage; null when nothing is.</summary>
    /// <remarks>A view with more elements than its storage (an expanded tensor) is refused: a few bytes of a file could ask for any amount of memory.</remarks>
    public static string? Problem(long storageCount, long offset, IReadOnlyList<long> shape, IReadOnlyList<long> stride)
    {
        if (shape.Count != stride.Count || shape.Count > MostDimensions)
        {
            return $"a tensor with {shape.Count} sizes and {stride.Count} strides";
        }

        if (offset < 0 || shape.Any(size => size < 0) || stride.Any(step => step < 0))
        {
            return "a tensor with a negative size, stride or offset";
        }

        if (shape.Contains(0) && offset <= storageCount)
        {
            return null;
        }

        Int128 last = offset;
        Int128 count = 1;
        for (var dimension = 0; dimension < shape.Count; dimension++)
        {
            last += (Int128)(shape[dimension] - 1) * stride[dimension];
            count *= shape[dimension];
            if (last >= storageCount || count > storageCount)
            {
                break;
            }
        }

        return last >= storageCount || count > storageCount
            ? $"a tensor of shape [{string.Join(", ", shape)}], strides [{string.Join(", ", stride)}] and offset {offset} "
                + $"on a storage of {storageCount} elements"
            : null;
    }
}
