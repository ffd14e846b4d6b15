using System.Runtime.ExceptionServices;

namespace SliceActors.Imaging.Store;

/// <summary>Faults of work on several threads.</summary>
internal static class ParallelFaults
{
    /// <summary>Runs parallel work; of several faults, of a full disk, say, the first one speaks for all.</summary>
    public static void Unwrap(Action parallel)
    {
        try
        {
            parallel();
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }
}
