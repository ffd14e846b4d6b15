namespace SliceActors.Learning.Native;

/// <summary>The processor as the kernel describes it: what it has and the kernel lets programs use.</summary>
internal static class Processor
{
    /// <summary>Who made it, for example <c>GenuineIntel</c>.</summary>
    public static string Vendor { get; } = Line("vendor_id") is [var vendor, ..] ? vendor : "unknown";

    /// <summary>Its instruction sets, for example <c>avx2</c>.</summary>
    public static IReadOnlySet<string> Flags { get; } = Line("flags").ToHashSet();

    /// <summary>The words behind a name, of the first core: a process may run on any of them, which are alike.</summary>
    private static string[] Line(string name) =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
