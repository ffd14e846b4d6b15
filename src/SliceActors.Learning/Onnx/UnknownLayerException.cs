namespace SliceActors.Learning.Onnx;

/// <summary>A layer that has no counterpart in a graph.</summary>
/// <param name="layer">Where it is in the network, in the words of its parameters' names.</param>
/// <param name="what">What it is, or what of it has no counterpart.</param>
internal sealed class UnknownLayerException(string layer, string what) : Exception($"layer {layer}: {what}");
