namespace SliceActors.Learning.Networks;

/// <summary>What a user may choose about any network.</summary>
/// <param name="Dropout">Rate of the dropout layers, in [0, 1).</param>
internal sealed record NetworkOptions(double Dropout);
