namespace SliceActors.Wire;

/// <summary>A value that cannot be written or read with the schema at hand.</summary>
/// <param name="message">What is wrong with it.</param>
/// <param name="inner">What found it.</param>
public sealed class SchemaException(string message, Exception? inner = null) : Exception(message, inner);
