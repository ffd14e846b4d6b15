namespace SliceActors.Runs.Outcomes;

/// <summary>What a finished file must look like; the journal holds it, the disk is checked against it.</summary>
/// <param name="Length">Size in bytes.</param>
/// <param name="Sha256">SHA-256 of the content, lower-case hexadecimal digits.</param>
public sealed record FileDigest(long Length, string Sha256);
