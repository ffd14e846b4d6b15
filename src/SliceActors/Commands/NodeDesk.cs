using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using SliceActors.Actors.Nodes;
using SliceActors.Actors.Places;
using SliceActors.Imaging.Copies;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Native.Facts;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Options;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.States;
using SliceActors.Screens;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;
using SliceActors.Studies.Results;
using SliceActors.Studies.Submission;
using SliceActors.Wire;

namespace SliceActors.Commands;

/// <summary>Checks what clients submit to a cluster, on a node that sees the data, and takes the folder of the run for the cluster.</summary>
/// <param name="cache">Where prepared slices are kept.</param>
/// <param name="weightsFolder">Where downloaded weights are kept.</param>
/// <param name="roots">What paths of clients have to lie below.</param>
/// <param name="contacts">Seeds of the cluster, for those who find its mark in a folder.</param>
internal sealed class NodeDesk(SliceCache cache, string weightsFolder, StudyRoots roots, Func<ImmutableArray<string>> contacts) : IStudyDesk
{
    private static readonly TimeSpan TakeWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TakeAgainAfter = TimeSpan.FromMilliseconds(100);

    public Task<DeskVerdict> Submit(ClientMessages.SubmitStudy wish, CancellationToken cancellation) => Decide(() => Submit(wish.Arguments, wish.Directory, wish.Priority, cancellation));

    public Task<DeskVerdict> TakeOver(ClientMessages.ResumeStudy wish, CancellationToken cancellation) => Decide(async () => await Resume(wish.Folder, wish.RetryFailed, cancellation));

    /// <summary>On a thread of its own: decoding volumes takes minutes, and the threads of the pool keep the node in the cluster.</summary>
    private static async Task<DeskVerdict> Decide(Func<Task<DeskVerdict>> decide)
    {
        try
        {
            return await Task.Factory.StartNew(decide, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        }
        catch (BadInputException bad)
        {
            return new DeskVerdict.Faulty([.. bad.Findings], []);
        }
        catch (Exception trouble) when (trouble is RefusedException or TroubleException or IOException or UnauthorizedAccessException)
        {
            return new DeskVerdict.Refused(TroubleWords.Of(trouble, null));
        }
    }

    private async Task<DeskVerdict> Submit(ImmutableArray<string> arguments, string directory, int priority, CancellationToken cancellation)
    {
        if (SubmittedCommand.Read(arguments, directory) is not var (parsed, type, study))
        {
            return new DeskVerdict.Refused("This node cannot read the study that was submitted; is the client of the same version?");
        }

        var named = study.Bind(parsed, type);
        try
        {
            return await Submit(parsed, study, named, priority, cancellation);
        }
        catch (RefusedException) when (IsInHand(named))
        {
            return await Resume(named.Output.Root, retryFailed: false, cancellation);
        }
    }

    /// <summary>Whether a cluster has this very study, submitted earlier or at the same time.</summary>
    private static bool IsInHand(NamedStudy named) =>
        OutputFolder.Owner(named.Output) is { } owner && owner.IsOf(named.Spec, named.SeedGiven) && ClusterMark.Read(named.Output) is not null;

    private async Task<DeskVerdict> Submit(ParseResult parsed, StudyOptions study, NamedStudy named, int priority, CancellationToken cancellation)
    {
        TrainCommand.RefuseIfOwned(named);
        var (findings, warnings) = (new List<Finding>(named.Findings), new List<string>());
        StudyPaths.Check(named, roots, findings);
        if (findings.Count > named.Findings.Count)
        {
            // What may not be read is not looked at, and findings would tell what is in it.
            return new DeskVerdict.Faulty([.. findings], []);
        }

        study.Device.Check(parsed, findings);
        study.Portable.Check(parsed, named.Spec.Compute.UseCpu, findings);
        OutputFolder.CheckWritable(named.Output, findings);
        PathLimits.Check(named.Output, findings);
        CheckedStudy found;
        try
        {
            found = await new StudyCheck(cache, weightsFolder, NetworkTrial.Passes).Check(named.Spec, named.Network, findings, warnings, cancellation);
        }
        catch (BadInputException bad)
        {
            return new DeskVerdict.Faulty([.. bad.Findings], [.. warnings]);
        }

        StudyPaths.CheckImages(found.Plan, roots, findings);
        if (findings.Count > 0)
        {
            return new DeskVerdict.Faulty([.. findings], [.. warnings]);
        }

        // One thread for each network wherever it is trained: the number is part of the study, the machines are not.
        var compute = found.Spec.Compute with { IntraOpThreads = 1, Numerics = MachineNumerics.Read(found.Spec.Compute.UseCpu) };
        var spec = found.Spec with { Compute = compute };
        var (digests, marks) = await Task.Factory.StartNew(() => PrepareSlices(found, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        LeakageFiles leakage;
        try
        {
            leakage = found.CheckImages(marks, warnings);
        }
        catch (BadInputException bad)
        {
            return new DeskVerdict.Faulty([.. bad.Findings], [.. warnings]);
        }

        if (study.Device.Notice(parsed) is { } notice)
        {
            warnings.Add(notice);
        }

        using var folder = await Take(named.Output, cancellation);
        TrainCommand.RefuseIfOwned(named);
        var submission = new RunCommands.SubmitRun(RunId.For(spec.Digest(), named.Output.Root), spec, found.Plan, [.. digests], named.Output.Root);

        folder.Describe(submission, ProgramVersion.Text, found.Transfer, leakage);

        // After it: a mark without a run would be nobody's. A run without a mark belongs to one machine, which may go on with it.
        var mark = Mark(named.Output, submission.Run);
        return TakeOver(submission, [RunEvents.RunSubmitted.Of(submission)], mark, retryFailed: false, [.. warnings], priority);
    }

    private async Task<DeskVerdict.Ready> Resume(string path, bool retryFailed, CancellationToken cancellation)
    {
        var tree = new ResultTree(Path.GetFullPath(path));
        var findings = new List<Finding>();
        StudyPaths.CheckFolder(tree, roots, findings);
        if (findings.Count > 0)
        {
            throw new BadInputException(findings);
        }

        var owner = OutputFolder.ExistingRun(tree);
        using var folder = await Take(tree, cancellation);
        if (ClusterMark.Read(tree) is { } taken)
        {
            return Again(tree, owner, taken, retryFailed);
        }

        var status = StatusCommand.Read(tree, everyEvent: true);
        var state = status.Journal.State;
        var submission = state.Submission!.ToCommand();
        if (PendingExtension.Read(tree) is not null)
        {
            throw new RefusedException($"The study in {tree.Root} was to be taken further, which was interrupted. Finish that on one machine: slice-actors resume {tree.Root}");
        }

        if (state.Phase == RunPhase.Completed || (state.Phase == RunPhase.CompletedWithFailedUnits && !retryFailed))
        {
            throw new RefusedException($"There is nothing left to do for run {submission.Run} in {tree.Root}.{(state.FailedUnits > 0 ? " To try its failed networks again: --retry_failed" : string.Empty)}");
        }

        status.CheckResumable();
        NetworkCode.CheckUnchanged(submission.Spec.Network);
        if (!folder.IsDescribed())
        {
            folder.Describe(submission, ProgramVersion.Text);
        }

        EarlierPredictions.Keep(tree, status.Journal);
        var isOutdated = retryFailed && state.FailedUnits > 0 && PredictionRecord.MarkOutdated(tree) > 0;
        return TakeOver(
            submission, ShortHistory.Of(state), Mark(tree, submission.Run), retryFailed,
            [.. status.OtherVersion is { } version ? [version] : Array.Empty<string>(), .. isOutdated ? [PredictionRecord.MarkedOutdated] : Array.Empty<string>()]);
    }

    /// <summary>Takes a folder; another desk, which may have been asked the same, has it for a moment only.</summary>
    private static async Task<OutputFolder> Take(ResultTree tree, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return OutputFolder.Take(tree);
            }
            catch (RefusedException) when (clock.Elapsed < TakeWithin)
            {
                await Task.Delay(TakeAgainAfter, cancellation);
            }
        }
    }

    /// <summary>
    /// A folder that is marked: the registry knows its run, or a node died before it could tell the registry. Then its journal is still whole; else what is in
    /// training since makes it one that misses events, and the registry has to know better.
    /// </summary>
    private DeskVerdict.Ready Again(ResultTree tree, RunFile owner, ClusterMark taken, bool retryFailed)
    {
        if (!taken.Contacts.Intersect(contacts()).Any())
        {
            throw new RefusedException($"Another cluster ({string.Join(", ", taken.Contacts)}) works at run {taken.Run} in {tree.Root}. Stop it there first: slice-actors cancel {taken.Run} --contact {taken.Contacts.FirstOrDefault()}");
        }

        try
        {
            var state = StatusCommand.Read(tree, everyEvent: true).Journal.State;
            return TakeOver(state.Submission!.ToCommand(), ShortHistory.Of(state), taken, retryFailed, []);
        }
        catch (BookkeepingException)
        {
            return TakeOver(SubmissionFile.Read(tree, owner), [], taken, retryFailed, []);
        }
    }

    private ClusterMark Mark(ResultTree tree, RunId run)
    {
        var mark = new ClusterMark(run, Guid.NewGuid().ToString("N")[..8], contacts(), DateTimeOffset.UtcNow);
        mark.Write(tree);
        return mark;
    }

    private static DeskVerdict.Ready TakeOver(RunCommands.SubmitRun submission, ImmutableArray<IRunEvent> history, ClusterMark mark, bool retryFailed, ImmutableArray<string> notices, int? priority = null)
    {
        var outline = submission.Outline();
        var parts = JournalParts.Of(history.IsEmpty ? history : history.SetItem(0, RunEvents.RunSubmitted.Of(outline)));
        return new DeskVerdict.Ready([.. parts.Select(part => new JournalMessages.TakeOverRun(outline, mark.Stay, retryFailed, part, priority))], submission.OutputDirectory, notices);
    }

    private (IReadOnlyList<string> Digests, IReadOnlyList<ImageMark> Marks) PrepareSlices(CheckedStudy found, CancellationToken cancellation)
    {
        using var store = cache.OpenOrFill([.. found.Plan.Images.Select(image => image.Path)], found.Preparation, StudyDesk.FillThreads(found.Spec), null, cancellation);
        StudyDesk.RefuseWithoutSpace(found.Spec, store, cache);
        return (store.ContentDigests, store.Marks);
    }
}
