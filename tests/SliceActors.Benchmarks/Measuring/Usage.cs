namespace SliceActors.Benchmarks.Measuring;

/// <summary>What a piece of work took.</summary>
/// <param name="WallSeconds">Time by the clock.</param>
/// <param name="CpuSeconds">CPU time of this process: hardly touched by what else the machine does.</param>
/// <param name="ForeignCpuSeconds">CPU time that others took meanwhile: tells how far the clock can be trusted.</param>
internal readonly record struct Usage(double WallSeconds, double CpuSeconds, double ForeignCpuSeconds)
{
    /// <summary>Part of the machine that others had.</summary>
    public double ForeignShare => ForeignCpuSeconds / (WallSeconds * Environment.ProcessorCount);

    /// <summary>Runs the work and measures it.</summary>
    public static Usage Of(Action work)
    {
        var clock = UsageClock.Start();
        work();
        return clock.Read();
    }
}
