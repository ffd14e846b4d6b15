namespace SliceActors.Studies.Folders;

/// <summary>A file in which a run keeps its books is missing, cut or damaged. Storage trouble: nothing is started or deleted in such a folder.</summary>
/// <param name="message">The file, what was found and what can be done.</param>
/// <param name="inner">What found it.</param>
public sealed class BookkeepingException(string message, Exception? inner = null) : IOException(message, inner);
