using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;

namespace SliceActors.Screens;

/// <summary>Where a run stands, by its journal and its folder alone.</summary>
/// <param name="Tree">The folder.</param>
/// <param name="Journal">What the journal says.</param>
/// <param name="IsAtWork">Whether a process is at work in the folder.</param>
/// <param name="Process">That process; null when none is, or it has not said who it is.</param>
/// <param name="BegunBy">Version of the program that began the run.</param>
/// <param name="Version">Version of this program.</param>
internal sealed record RunStatus(ResultTree Tree, RunJournal Journal, bool IsAtWork, FolderOwner? Process, string BegunBy, string Version)
{
    // Enough to level out networks that end their epochs together, few enough to follow a machine that became busy.
    private const int RateOver = 40;

    private static readonly ImmutableDictionary<Runs.Ids.UnitId, (int Batch, int Batches)> NoBatches = ImmutableDictionary<Runs.Ids.UnitId, (int, int)>.Empty;

    /// <summary>What the run is about.</summary>
    public RunSpec Spec => Journal.State.Submission!.Spec;

    /// <summary>The counts.</summary>
    public RunView View { get; } = RunViews.Of(IsAtWork ? Journal.State : Journal.State.Interrupted(), NoBatches, 0);

    /// <summary>Whether everything is done that can be done.</summary>
    public bool IsFinished => View.IsFinished;

    /// <summary>The state in words.</summary>
    public string State => View.Phase switch
    {
        RunPhase.Running => IsAtWork ? "running" : "interrupted",
        RunPhase.Cancelled => IsAtWork ? "stopping" : "stopped by a person",
        RunPhase.Completed => "completed",
        RunPhase.CompletedWithFailedUnits => "completed with failed networks",
        RunPhase.Failed => "stopped by trouble",
        _ => throw new InvalidOperationException($"A run that is {View.Phase} has no status."),
    };

    /// <summary>Epochs a minute over the last epochs; null when nobody is at work or fewer than two are done since.</summary>
    public double? EpochsPerMinute
    {
        get
        {
            var last = Journal.EpochTimes.Skip(Journal.EpochTimes.Count - RateOver).ToList();
            return IsAtWork && last.Count > 1 && last[^1] > last[0] ? (last.Count - 1) / (last[^1] - last[0]).TotalMinutes : null;
        }
    }

    /// <summary>How long the epochs that are left take at that rate; networks that stop early end sooner.</summary>
    public TimeSpan? TimeLeft => View.Phase == RunPhase.Running && EpochsPerMinute is { } rate ? TimeSpan.FromMinutes((View.EpochsPlanned - View.EpochsDone) / rate) : null;

    /// <summary>The nodes that could not train networks of an unfinished run, and why; what stopped the run is said as that.</summary>
    public IReadOnlyList<(string Node, string Reason)> SetAside =>
        View.Phase == RunPhase.Running ? [.. Journal.State.SetAside.Select(node => (node.Key, node.Value.Reason))] : [];

    /// <summary>The command that goes on; null when there is nothing to do, or somebody is at it.</summary>
    public string? Next =>
        IsAtWork ? null
        : View.Phase is RunPhase.Running or RunPhase.Cancelled or RunPhase.Failed ? ResultScreen.ResumeHint(Tree.Root)
        : View.Phase == RunPhase.CompletedWithFailedUnits && ResultScreen.IsRetryOfUse(View) ? ResultScreen.RetryHint(Tree.Root)
        : null;

    /// <summary>The command that writes the report of a finished run which has none; null otherwise.</summary>
    public string? ReportNext => !IsAtWork && IsFinished && !File.Exists(Tree.Report) ? ResultScreen.ReportHint(Tree.Root) : null;

    /// <summary>Says which version began the run, when it was another; null otherwise.</summary>
    public string? OtherVersion => BegunBy != Version ? $"The run was begun by version {BegunBy}, this is {Version}." : null;

    /// <summary>Refuses to go on with a run that another series of versions began: the bytes of its results might be others.</summary>
    /// <exception cref="RefusedException">Major or minor version differ.</exception>
    public void CheckResumable()
    {
        if (Series(BegunBy) != Series(Version))
        {
            throw new RefusedException(
                $"{OtherVersion} Expected: version {Series(BegunBy)}.x, so that the results are those of an undisturbed run. Go on with that one, or train anew into another folder.");
        }
    }

    private static string Series(string version) => string.Join('.', version.Split('.').Take(2));
}
