using System.Collections.Immutable;

namespace SliceActors.Learning.Onnx;

/// <summary>A trained network and the file that it becomes.</summary>
/// <param name="ModelFile">Its checkpoint.</param>
/// <param name="Target">The file; its folder has to be there.</param>
/// <param name="Description">What the network is, for a person.</param>
/// <param name="Facts">What a program may want to know of it, by name.</param>
public sealed record OnnxJob(string ModelFile, string Target, string Description, ImmutableSortedDictionary<string, string> Facts);
