namespace SliceActors.Imaging.Pictures;

/// <summary>A picture of 8-bit grey pixels, black at first.</summary>
/// <param name="width">Columns.</param>
/// <param name="height">Rows.</param>
public sealed class GreyPicture(int width, int height)
{
    private readonly byte[] pixels = new byte[width * height];

    /// <summary>Columns.</summary>
    public int Width => width;

    /// <summary>Rows.</summary>
    public int Height => height;

    /// <summary>A row of pixels, from left to right.</summary>
    /// <param name="y">From the top.</param>
    public Span<byte> Row(int y) => pixels.AsSpan(y * width, width);
}
