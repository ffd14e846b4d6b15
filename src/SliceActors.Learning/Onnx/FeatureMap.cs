namespace SliceActors.Learning.Onnx;

/// <summary>What a layer hands on: float32 [batch, channels, rows, columns], or [batch, channels] once it is flat.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Channels">Channels, or values.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="IsFlat">Whether it has no rows and columns any more.</param>
internal readonly record struct FeatureMap(string Name, long Channels, long Rows, long Columns, bool IsFlat = false)
{
    /// <summary>Sizes, without that of the batch.</summary>
    public long[] Sizes => IsFlat ? [Channels] : [Channels, Rows, Columns];
}
