using SliceActors.Imaging.Slices;

namespace SliceActors.Imaging.Store;

/// <summary>What is computed of each slice and kept in a store of features.</summary>
/// <param name="Shape">Shape of the features of a slice, float32.</param>
/// <param name="Computation">Names everything besides the slices that decides their bytes.</param>
public sealed record FeatureKind(ItemShape Shape, string Computation);
