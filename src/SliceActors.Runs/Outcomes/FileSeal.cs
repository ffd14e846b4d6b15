namespace SliceActors.Runs.Outcomes;

/// <summary>What a large file must look like that only this program reads, as the file that vouches for it holds it.</summary>
/// <param name="Length">Size in bytes.</param>
/// <param name="XxHash128">XXH128 of the content, lower-case hexadecimal digits.</param>
public sealed record FileSeal(long Length, string XxHash128);
