namespace SliceActors.Learning.Native;

/// <summary>A library that was made in memory could be loaded from no place; what the message advises helps, another libtorch would not.</summary>
/// <param name="message">Places, reasons, advice.</param>
internal sealed class UnplacedLibraryException(string message) : DllNotFoundException(message);
