namespace SliceActors.Imaging.PyTorch;

/// <summary>Part of a file.</summary>
/// <param name="Name">What lies there.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="Crc32">Checksum that the file gives for it; null when the format has none.</param>
internal sealed record StoredSpan(string Name, long Offset, long Length, uint? Crc32);
