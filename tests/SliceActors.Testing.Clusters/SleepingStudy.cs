using SliceActors.Imaging.Store;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;
using SliceActors.Studies.Folders;
using SliceActors.Wire;
using static SliceActors.Runs.Messages.JournalMessages;

namespace SliceActors.Testing.Clusters;

/// <summary>A study of as many networks as one likes, on images of some hundred voxels.</summary>
public sealed class SleepingStudy : IDisposable
{
    private readonly TinyCaps caps;
    private readonly TemporaryFolder folder = new();

    /// <param name="folds">Its folds.</param>
    /// <param name="networks">Networks of a fold.</param>
    /// <param name="epochs">Epochs of a network.</param>
    public SleepingStudy(int folds, int networks, int epochs)
    {
        caps = new TinyCaps(networks);
        caps.Spec = caps.Spec with { Optimisation = caps.Spec.Optimisation with { Epochs = epochs } };
        Submission = caps.Submission(caps.Output, folds);
    }

    /// <summary>The study as it is submitted; its folder is described.</summary>
    public RunCommands.SubmitRun Submission { get; }

    /// <summary>Its folder.</summary>
    public ResultTree Tree => new(caps.Output);

    /// <summary>A folder for what else is needed.</summary>
    public string Folder => folder.Path;

    internal SliceCache Cache => caps.Cache;

    /// <summary>What a cluster is told that takes the study over.</summary>
    /// <param name="epochs">How many epochs of each network were trained elsewhere; 0 for a study that begins.</param>
    public IReadOnlyList<TakeOverRun> TakenOver(int epochs)
    {
        var (stay, outline) = (Guid.NewGuid().ToString("N")[..8], Submission.Outline());
        new ClusterMark(Submission.Run, stay, [], DateTimeOffset.UtcNow).Write(Tree);
        IEnumerable<IRunEvent> history = [RunEvents.RunSubmitted.Of(outline), .. Submission.Plan.Units(Submission.Spec.NetworkType).SelectMany(unit => Trained(unit.Id, epochs))];
        var state = history.Aggregate(RunState.Empty, (known, happened) => known.Apply(happened));
        return [.. JournalParts.Of(ShortHistory.Of(state)).Select(part => new TakeOverRun(outline, stay, RetryFailed: false, part))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        caps.Dispose();
        folder.Dispose();
    }

    private static IEnumerable<IRunEvent> Trained(UnitId unit, int epochs) => epochs == 0
        ? []
        : [
            new RunEvents.UnitAssigned(unit, Attempt.None.Next(), "elsewhere"),
            .. Enumerable.Range(0, epochs).Select(epoch => new RunEvents.EpochCompleted(unit, Attempt.None.Next(), TestStudy.Epoch(epoch))),
        ];
}
