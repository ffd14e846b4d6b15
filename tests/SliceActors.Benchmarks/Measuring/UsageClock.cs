using System.Diagnostics;

namespace SliceActors.Benchmarks.Measuring;

/// <summary>A running measurement.</summary>
internal sealed class UsageClock
{
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly double cpu = Cpu();
    private readonly double machine = ProcessFacts.MachineCpuSeconds();

    private UsageClock()
    {
    }

    /// <summary>Starts to measure, on a tidied heap: the garbage of the work before is not this one's.</summary>
    public static UsageClock Start()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return new UsageClock();
    }

    /// <summary>What it took so far.</summary>
    public Usage Read()
    {
        var (wall, own) = (Stopwatch.GetElapsedTime(began).TotalSeconds, Cpu() - cpu);
        return new Usage(wall, own, Math.Max(0, ProcessFacts.MachineCpuSeconds() - machine - own));
    }

    private static double Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }
}
