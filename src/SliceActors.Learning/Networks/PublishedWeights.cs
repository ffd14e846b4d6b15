namespace SliceActors.Learning.Networks;

/// <summary>Weights that somebody published for a kind of network.</summary>
/// <param name="Address">Where they are published; the file name ends in <c>-</c> and the first 8 hexadecimal digits of its SHA-256.</param>
/// <param name="OtherNames">Names of other files with the same weights.</param>
public sealed record PublishedWeights(Uri Address, IReadOnlyList<string> OtherNames);
