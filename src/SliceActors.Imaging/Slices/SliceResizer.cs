namespace SliceActors.Imaging.Slices;

/// <summary>
/// Pillow's bilinear resize of an 8-bit plane to 224 × 224 pixels, bit for bit: columns first, stored as 8 bit, then rows; the aspect ratio is not kept.
/// Owns its buffers: one resizer per thread.
/// </summary>
/// <param name="rows">Rows of the plane.</param>
/// <param name="columns">Columns of the plane.</param>
internal sealed class SliceResizer(int rows, int columns)
{
    private readonly ResampleAxis horizontal = ResampleAxis.Between(columns, PreparedSlice.Side);
    private readonly ResampleAxis vertical = ResampleAxis.Between(rows, PreparedSlice.Side);
    private readonly byte[] narrowed = new byte[rows * PreparedSlice.Side];
    private readonly byte[] upright = new byte[rows * PreparedSlice.Side];

    /// <param name="turned">The plane turned: <c>columns</c> rows of <c>rows</c> pixels, which makes the horizontal pass one across rows.</param>
    /// <param name="pixels">224 rows of 224 pixels, upright.</param>
    public void Resize(ReadOnlySpan<byte> turned, Span<byte> pixels)
    {
        RowResampler.Resample(turned, rows, horizontal, narrowed);
        Plane.Transpose<byte>(narrowed, PreparedSlice.Side, rows, upright);
        RowResampler.Resample(upright, PreparedSlice.Side, vertical, pixels);
    }
}
