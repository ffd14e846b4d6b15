using System.Globalization;

namespace SliceActors.Benchmarks.Measuring;

/// <summary>What Linux knows about this process and this machine.</summary>
internal static class ProcessFacts
{
    private const double TicksPerSecond = 100; // USER_HZ, the unit of /proc/stat

    /// <summary>Resident memory, in bytes.</summary>
    public static long ResidentBytes() => Status("VmRSS:") * 1024;

    /// <summary>Largest resident memory since the last <see cref="ForgetPeak"/>, in bytes.</summary>
    public static long PeakResidentBytes() => Status("VmHWM:") * 1024;

    /// <summary>Lets the peak start again from what is resident now.</summary>
    public static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    /// <summary>Bytes that this process has asked read calls for so far, from whatever file.</summary>
    public static long BytesRead() => Field("/proc/self/io", "rchar:");

    /// <summary>Bytes that this process has handed to write calls so far.</summary>
    public static long BytesWritten() => Field("/proc/self/io", "wchar:");

    /// <summary>CPU seconds that the whole machine has spent so far, whoever asked for them.</summary>
    public static double MachineCpuSeconds()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);

        // cpu user nice system idle iowait irq softirq steal: all but idle and iowait is work, here or in another guest of the host.
        return (Number(fields[1]) + Number(fields[2]) + Number(fields[3]) + Number(fields[6]) + Number(fields[7]) + Number(fields[8])) / TicksPerSecond;
    }

    private static long Status(string name) => Field("/proc/self/status", name);

    private static long Field(string file, string name) =>
        Number(File.ReadLines(file).First(line => line.StartsWith(name, StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]);

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);
}
