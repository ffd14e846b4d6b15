using System.Collections.Concurrent;

namespace SliceActors.EndToEnd.Tests.Programs;

/// <summary>Warm processes of the program, as many as tests ask at the same time.</summary>
internal static class WarmProcesses
{
    private static readonly ConcurrentBag<WarmProcess> Idle = [];

    /// <summary>Runs a command line in one of them.</summary>
    public static ProgramResult Run(IReadOnlyList<string> arguments, TimeSpan atMost)
    {
        var process = Idle.TryTake(out var idle) ? idle : new WarmProcess();
        try
        {
            return process.Run(arguments, atMost);
        }
        finally
        {
            if (process.IsWilling)
            {
                Idle.Add(process);
            }
            else
            {
                process.Dispose();
            }
        }
    }
}
