using System.Globalization;

namespace SliceActors.Benchmarks.Nodes;

/// <summary>Processes that together get a part of a core and no more, whatever the machine has: a control group with a CPU quota.</summary>
internal sealed class QuotaGroup : IDisposable
{
    private const string Unified = "/sys/fs/cgroup";
    private const string Cpu = "/sys/fs/cgroup/cpu";
    private const int PeriodMicroseconds = 100_000;
    private static readonly TimeSpan EmptyWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    private QuotaGroup(string folder) => Folder = folder;

    /// <summary>The file that takes the ids of processes.</summary>
    public string Processes => Path.Combine(Folder, "cgroup.procs");

    private string Folder { get; }

    /// <summary>Makes a group.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cores">What it gets, in cores.</param>
    /// <exception cref="IOException">This system has no such groups, or lets nobody make them.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not make them.</exception>
    public static QuotaGroup Make(string name, double cores)
    {
        var isUnified = File.Exists(Path.Combine(Unified, "cgroup.controllers"));
        var group = new QuotaGroup(Path.Combine(isUnified ? Unified : Cpu, $"slice-actors-{Environment.ProcessId}-{name}"));
        var quota = (cores * PeriodMicroseconds).ToString("0", CultureInfo.InvariantCulture);
        if (isUnified)
        {
            File.WriteAllText(Path.Combine(Unified, "cgroup.subtree_control"), "+cpu");
        }

        Directory.CreateDirectory(group.Folder);
        try
        {
            if (isUnified)
            {
                File.WriteAllText(Path.Combine(group.Folder, "cpu.max"), $"{quota} {PeriodMicroseconds}");
            }
            else
            {
                File.WriteAllText(Path.Combine(group.Folder, "cpu.cfs_period_us"), $"{PeriodMicroseconds}");
                File.WriteAllText(Path.Combine(group.Folder, "cpu.cfs_quota_us"), quota);
            }

            return group;
        }
        catch
        {
            group.Dispose();
            throw;
        }
    }

    /// <summary>Removes the group once its processes have ended.</summary>
    public void Dispose()
    {
        for (var end = DateTime.UtcNow + EmptyWithin; DateTime.UtcNow < end && File.Exists(Processes) && File.ReadAllText(Processes).Length > 0;)
        {
            Thread.Sleep(LookAgainAfter);
        }

        Directory.Delete(Folder);
    }
}
