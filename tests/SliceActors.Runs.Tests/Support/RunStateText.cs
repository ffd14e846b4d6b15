using SliceActors.Runs.States;

namespace SliceActors.Runs.Tests.Support;

/// <summary>Everything a state holds as text: immutable collections compare by reference, their content has to be spelled out.</summary>
internal static class RunStateText
{
    public static string Describe(this RunState state) => string.Join('\n', [
        $"{state.Phase} {state.Submission?.Run} {state.Failure}",
        .. state.Units.Values.Select(Describe),
        .. state.MergedFolds.Values.Select(fold => $"{fold.Fold} merged, missing [{string.Join(", ", fold.MissingSlices)}]"),
    ]);

    public static string Describe(this UnitState unit) =>
        $"{unit.Unit} {unit.Phase} {unit.Attempt} {unit.Node} {unit.FailureReason} {unit.FailureCause} [{string.Join("; ", unit.History)}] [{string.Join("; ", unit.Checkpoints)}] [{string.Join("; ", unit.Outcome?.Best ?? [])}]";
}
