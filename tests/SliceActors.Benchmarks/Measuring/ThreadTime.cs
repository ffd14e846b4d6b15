using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SliceActors.Benchmarks.Measuring;

/// <summary>A moment in the life of a thread: by the clock, and by the CPU time that the thread has had.</summary>
/// <param name="WallSeconds">By the clock, from an arbitrary origin.</param>
/// <param name="CpuSeconds">CPU time of the thread: hardly touched by what else the machine does.</param>
internal readonly partial record struct ThreadTime(double WallSeconds, double CpuSeconds)
{
    private const int ThreadCpuClock = 3; // CLOCK_THREAD_CPUTIME_ID of <time.h>

    /// <summary>The calling thread, now.</summary>
    public static ThreadTime Now()
    {
        Span<long> time = stackalloc long[2];
        if (ReadClock(ThreadCpuClock, ref time[0]) != 0)
        {
            throw new InvalidOperationException("The system does not tell the CPU time of a thread.");
        }

        return new ThreadTime(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency, time[0] + time[1] / 1e9);
    }

    public static ThreadTime operator +(ThreadTime one, ThreadTime other) => new(one.WallSeconds + other.WallSeconds, one.CpuSeconds + other.CpuSeconds);

    public static ThreadTime operator -(ThreadTime later, ThreadTime earlier) =>
        new(later.WallSeconds - earlier.WallSeconds, later.CpuSeconds - earlier.CpuSeconds);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ReadClock(int clock, ref long time);
}
