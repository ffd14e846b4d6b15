namespace SliceActors.Learning.Native.Facts;

/// <summary>One GPU that this process may use.</summary>
/// <param name="Name">For example <c>NVIDIA A100-SXM4-80GB</c>.</param>
/// <param name="MemoryBytes">All of its memory.</param>
public sealed record Gpu(string Name, long MemoryBytes);
