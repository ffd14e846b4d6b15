namespace SliceActors.Learning.Augmentations;

/// <summary>Moves an image and fills with zeros what comes in: ClinicaDL's CropPad, which pads by −c on one side and c on the other.</summary>
internal static class Shifting
{
    /// <summary>Shifts in place: pixel (r, c) becomes what pixel (r + rows, c + columns) was, or 0 where there was none.</summary>
    /// <param name="image">[channels, side, side].</param>
    /// <param name="side">Rows and columns.</param>
    /// <param name="rows">Rows that leave at the top; negative: at the bottom.</param>
    /// <param name="columns">Columns that leave on the left; negative: on the right.</param>
    public static void Shift(Span<float> image, int side, int rows, int columns)
    {
        for (; !image.IsEmpty; image = image[(side * side)..])
        {
            // A row is read before anything is written over it.
            for (var i = 0; i < side; i++)
            {
                var row = rows >= 0 ? i : side - 1 - i;
                var target = image.Slice(row * side, side);
                var source = row + rows;
                if (source >= 0 && source < side)
                {
                    ShiftRow(image.Slice(source * side, side), target, columns);
                }
                else
                {
                    target.Clear();
                }
            }
        }
    }

    private static void ShiftRow(ReadOnlySpan<float> source, Span<float> target, int columns)
    {
        if (columns >= 0)
        {
            source[columns..].CopyTo(target);
            target[^columns..].Clear();
        }
        else
        {
            source[..^-columns].CopyTo(target[-columns..]);
            target[..-columns].Clear();
        }
    }
}
