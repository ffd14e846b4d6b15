using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Commands;

/// <summary>What can be asked of a run. Each repeated command is answered again, not done again.</summary>
public static class RunCommands
{
    /// <summary>Starts a run. The same submission twice is the same run.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Spec">What the user asked for.</param>
    /// <param name="Plan">What that means on the data.</param>
    /// <param name="ImageDigests">SHA-256 of each image file, in the order of the plan's images.</param>
    /// <param name="OutputDirectory">Absolute path of the output folder.</param>
    public sealed record SubmitRun(RunId Run, RunSpec Spec, RunPlan Plan, ImmutableArray<string> ImageDigests, string OutputDirectory) : IRunCommand
    {
        /// <summary>The same without the people and images of its plan, which its folder holds.</summary>
        public SubmitRun Outline() => this with { Plan = Plan.Outline(), ImageDigests = [] };
    }

    /// <summary>Takes a study further: more epochs, more folds.</summary>
    /// <param name="Spec">The study as if it had been asked for at the start.</param>
    /// <param name="Plan">What that means on the data.</param>
    /// <param name="ImageDigests">SHA-256 of each image file, in the order of the plan's images.</param>
    public sealed record ExtendRun(RunSpec Spec, RunPlan Plan, ImmutableArray<string> ImageDigests) : IRunCommand;

    /// <summary>Lets an interrupted, cancelled or failed run go on.</summary>
    /// <param name="RetryFailed">Try failed units again.</param>
    public sealed record ResumeRun(bool RetryFailed) : IRunCommand;

    /// <summary>Stops a run so that it can be resumed.</summary>
    public sealed record CancelRun : IRunCommand;

    /// <summary>Lets a run wait, so that others get its slots, until it is resumed.</summary>
    public sealed record PauseRun : IRunCommand;

    /// <summary>Ends a run that cannot go on.</summary>
    /// <param name="Reason">A sentence a person can read.</param>
    /// <param name="Cause">What kind of trouble it is; the exit code of the program.</param>
    public sealed record FailRun(string Reason, TroubleKind Cause) : IRunCommand;

    /// <summary>Hands a unit to a node.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Node">Name of the node.</param>
    public sealed record AssignUnit(UnitId Unit, string Node) : IRunCommand;

    /// <summary>Reports an epoch whose checkpoint is durable.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Attempt">The assignment that trained it.</param>
    /// <param name="Report">Figures and checkpoint.</param>
    public sealed record ReportEpoch(UnitId Unit, Attempt Attempt, EpochReport Report) : IRunCommand;

    /// <summary>Reports a finished unit whose files are durable.</summary>
    /// <param name="Attempt">The assignment that finished it.</param>
    /// <param name="Outcome">What it hands over.</param>
    public sealed record CompleteUnit(Attempt Attempt, UnitOutcome Outcome) : IRunCommand;

    /// <summary>Reports a unit that failed for good.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Attempt">The assignment that failed.</param>
    /// <param name="Reason">A sentence a person can read.</param>
    /// <param name="Cause">Whether another try could end otherwise.</param>
    public sealed record FailUnit(UnitId Unit, Attempt Attempt, string Reason, FailureCause Cause) : IRunCommand;

    /// <summary>Reports a unit that its node cannot train.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Attempt">The assignment that is declined.</param>
    /// <param name="Reason">A sentence a person can read.</param>
    /// <param name="Cause">What kind of trouble the node has.</param>
    public sealed record DeclineUnit(UnitId Unit, Attempt Attempt, string Reason, TroubleKind Cause) : IRunCommand;

    /// <summary>Reports a fold whose tables are durable.</summary>
    /// <param name="Summary">Image-level figures.</param>
    public sealed record ReportFoldMerged(FoldSummary Summary) : IRunCommand;
}
