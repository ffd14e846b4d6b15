namespace SliceActors.Learning.Onnx;

/// <summary>Where the maxima of a pooling came from.</summary>
/// <param name="Indices">Name of their positions.</param>
/// <param name="Shape">Name of the sizes of the map that was pooled.</param>
/// <param name="Window">Rows and columns of a window.</param>
/// <param name="Stride">Rows and columns between windows.</param>
/// <param name="Top">Rows of the map that were padding.</param>
/// <param name="Left">Columns of it that were padding.</param>
/// <param name="Pooled">The map that was pooled, padding included.</param>
internal readonly record struct PoolingOrigin(string Indices, string Shape, long[] Window, long[] Stride, int Top, int Left, FeatureMap Pooled);
