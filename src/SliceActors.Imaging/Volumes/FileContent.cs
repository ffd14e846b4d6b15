namespace SliceActors.Imaging.Volumes;

/// <summary>The bytes of a file and what identifies them.</summary>
/// <param name="Bytes">All bytes; the buffer is the reader's.</param>
/// <param name="Sha256">Their SHA-256, 64 lower-case hexadecimal digits.</param>
/// <param name="ModifiedUtc">Time of the last change when the file was opened.</param>
internal readonly record struct FileContent(Memory<byte> Bytes, string Sha256, DateTime ModifiedUtc);
