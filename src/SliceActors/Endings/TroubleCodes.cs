using SliceActors.Runs.Errors;

namespace SliceActors.Endings;

/// <summary>What the program ends with when a run met trouble.</summary>
internal static class TroubleCodes
{
    /// <summary>The exit code for a kind of trouble.</summary>
    public static ExitCode Of(TroubleKind kind) => kind switch
    {
        TroubleKind.BadInput => ExitCode.BadInput,
        TroubleKind.Storage => ExitCode.Storage,
        TroubleKind.NotReachable => ExitCode.ClusterNotReachable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
