namespace SliceActors.Configuration;

/// <summary>A key in a file of options, with its value.</summary>
/// <param name="Key">As written.</param>
/// <param name="Line">Its line, the first being 1.</param>
/// <param name="Value">What stands behind it.</param>
internal sealed record Entry(string Key, int Line, KeptValue Value);
