using System.Collections.Immutable;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Events;

/// <summary>The events of a run, in the order in which a run sees them.</summary>
public static class RunEvents
{
    /// <summary>The run exists. Holds the whole plan: a resumed run does not depend on tables that may have changed since.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Spec">What the user asked for.</param>
    /// <param name="Plan">What that means on the data.</param>
    /// <param name="ImageDigests">SHA-256 of each image file, in the order of the plan's images.</param>
    /// <param name="OutputDirectory">Absolute path of the output folder.</param>
    public sealed record RunSubmitted(RunId Run, RunSpec Spec, RunPlan Plan, ImmutableArray<string> ImageDigests, string OutputDirectory) : IRunEvent
    {
        /// <summary>What a submission leads to.</summary>
        public static RunSubmitted Of(RunCommands.SubmitRun submission)
        {
            ArgumentNullException.ThrowIfNull(submission);
            return new(submission.Run, submission.Spec, submission.Plan, submission.ImageDigests, submission.OutputDirectory);
        }

        /// <summary>The submission that led here.</summary>
        public RunCommands.SubmitRun ToCommand() => new(Run, Spec, Plan, ImageDigests, OutputDirectory);
    }

    /// <summary>A study is taken further: more epochs, more folds. What is finished of it stays, but for networks that have to go on.</summary>
    /// <param name="Spec">The study as if it had been asked for at the start.</param>
    /// <param name="Plan">What that means on the data.</param>
    /// <param name="ImageDigests">SHA-256 of each image file, in the order of the plan's images.</param>
    public sealed record RunExtended(RunSpec Spec, RunPlan Plan, ImmutableArray<string> ImageDigests) : IRunEvent;

    /// <summary>A unit was handed to a node.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Attempt">Number of this assignment.</param>
    /// <param name="Node">Name of the node.</param>
    public sealed record UnitAssigned(UnitId Unit, Attempt Attempt, string Node) : IRunEvent;

    /// <summary>An epoch of a unit is finished; if a checkpoint was written after it, that is durable.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Attempt">The assignment that trained it.</param>
    /// <param name="Report">Figures and checkpoint.</param>
    public sealed record EpochCompleted(UnitId Unit, Attempt Attempt, EpochReport Report) : IRunEvent;

    /// <summary>A later assignment has repeated an epoch that was done before, and its checkpoint is durable.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Attempt">The assignment that repeated it.</param>
    /// <param name="Epoch">0-based.</param>
    /// <param name="Checkpoint">Its digest.</param>
    public sealed record EpochSaved(UnitId Unit, Attempt Attempt, int Epoch, FileDigest Checkpoint) : IRunEvent;

    /// <summary>A unit is finished; its files are durable in the folder of this assignment and may be published.</summary>
    /// <param name="Attempt">The assignment that finished it.</param>
    /// <param name="Outcome">What it handed over; of version 0.1.0, whose predictions are in the journal of the fold, without their digest.</param>
    public sealed record UnitCompleted(Attempt Attempt, UnitOutcome Outcome) : IRunEvent;

    /// <summary>A unit failed for good, alone.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Attempt">The assignment that failed.</param>
    /// <param name="Reason">A sentence a person can read.</param>
    /// <param name="Cause">Whether another try could end otherwise.</param>
    public sealed record UnitFailed(UnitId Unit, Attempt Attempt, string Reason, FailureCause Cause) : IRunEvent;

    /// <summary>A node cannot train a unit; it waits for another one.</summary>
    /// <param name="Unit">The unit.</param>
    /// <param name="Attempt">The assignment that was declined.</param>
    /// <param name="Reason">A sentence a person can read.</param>
    /// <param name="Cause">What kind of trouble the node has.</param>
    public sealed record UnitDeclined(UnitId Unit, Attempt Attempt, string Reason, TroubleKind Cause) : IRunEvent;

    /// <summary>The vote of a fold is merged and its tables are durable.</summary>
    /// <param name="Summary">Image-level figures.</param>
    public sealed record FoldMerged(FoldSummary Summary) : IRunEvent;

    /// <summary>Every fold is merged.</summary>
    /// <param name="FailedUnits">Number of units that failed.</param>
    public sealed record RunCompleted(int FailedUnits) : IRunEvent;

    /// <summary>The run cannot go on, though no single unit is to blame.</summary>
    /// <param name="Reason">A sentence a person can read.</param>
    /// <param name="Cause">What kind of trouble it is; the exit code of the program.</param>
    public sealed record RunFailed(string Reason, TroubleKind Cause) : IRunEvent;

    /// <summary>A person stopped the run; it can be resumed.</summary>
    public sealed record RunCancelled : IRunEvent;

    /// <summary>A person lets the run wait; it stays where its events are.</summary>
    public sealed record RunPaused : IRunEvent;

    /// <summary>The run goes on after an interruption: units that were running wait again.</summary>
    /// <param name="RetryFailed">Failed units wait again, too.</param>
    public sealed record RunResumed(bool RetryFailed) : IRunEvent;

    /// <summary>
    /// The run comes from another journal with a history too long for one message: a part of it. All parts are stored at once, and a database takes a hundred
    /// large events in a fraction of the time that it takes for their forty thousand small ones.
    /// </summary>
    /// <param name="Events">What happened there, none of it a part of a history.</param>
    public sealed record HistoryTakenOver(ImmutableArray<IRunEvent> Events) : IRunEvent;
}
