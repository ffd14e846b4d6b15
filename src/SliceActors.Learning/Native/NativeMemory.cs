using System.Runtime.InteropServices;

namespace SliceActors.Learning.Native;

/// <summary>Memory that libtorch has freed but the C library's allocator still holds.</summary>
internal static unsafe class NativeMemory
{
    // Parameters of glibc's mallopt(3), and the largest threshold that it takes on 64 bits.
    private const int TrimThreshold = -1;
    private const int MmapThreshold = -3;
    private const int MostArenas = -8;
    private const int LargestMmapThreshold = 32 << 20;

    private static readonly delegate* unmanaged<nuint, int> MallocTrim = (delegate* unmanaged<nuint, int>)Symbol("malloc_trim");
    private static readonly delegate* unmanaged<int, int, int> MallocOption = (delegate* unmanaged<int, int, int>)Symbol("mallopt");

    /// <summary>
    /// Lets the allocator of glibc keep freed blocks instead of asking the kernel for the same pages at every step: measured, half the page faults of a
    /// training and about 5 % of its CPU time. It has as many arenas as there are processors, not eight times as many: what a thread has freed is kept for
    /// the others, too. Does nothing where the C library has no such call.
    /// </summary>
    public static void KeepFreedBlocks()
    {
        if (MallocOption is not null)
        {
            _ = MallocOption(MostArenas, Environment.ProcessorCount);
            _ = MallocOption(MmapThreshold, LargestMmapThreshold);
            _ = MallocOption(TrimThreshold, int.MaxValue);
        }
    }

    /// <summary>
    /// Has libtorch ask the kernel for large pages where it takes 2 MB and more, unless the environment says otherwise: fewer pages, fewer faults. Measured in
    /// a virtual machine, where a fault is dear: a quarter less time of a multicnn, half as much of what convolves without oneDNN. Comes before libtorch is
    /// loaded, which looks once.
    /// </summary>
    public static void TakeLargePages() => _ = LibcMethods.SetVariable("THP_MEM_ALLOC_ENABLE", "1", overwrite: 0);

    /// <summary>
    /// Gives freed memory back to the operating system: a disposed ResNet-18 leaves some 0.2 to 0.4 GB with the allocator of glibc. Does nothing where
    /// the C library has no such call. Call it when a network is disposed, never in a loop.
    /// </summary>
    public static void GiveBack()
    {
        if (MallocTrim is not null)
        {
            _ = MallocTrim(0);
        }
    }

    private static void* Symbol(string name) =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var libc) && NativeLibrary.TryGetExport(libc, name, out var symbol)
            ? (void*)symbol
            : null;
}
