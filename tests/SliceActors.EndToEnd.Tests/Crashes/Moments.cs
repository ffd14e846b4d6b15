using System.Diagnostics;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.Runs.Files;

namespace SliceActors.EndToEnd.Tests.Crashes;

/// <summary>The moments of a run, each recognised by what lies in its output folder.</summary>
internal sealed class Moments(string output)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(10);

    private readonly ResultTree tree = new(output);
    private readonly JournalFile journal = new(output);
    private readonly Dictionary<string, (int Number, long Asked)> counts = [];

    /// <summary>Before the first network trains, in the order in which they come.</summary>
    public IReadOnlyList<Moment> OfTheStart() =>
    [
        new("the folder is claimed", () => Directory.Exists(tree.Bookkeeping)),
        new("the run is described", () => File.Exists(tree.RunFile)),
        new("the journal is born", () => journal.Exists),
        new("the journal has tables", journal.HasTables),
        new("the run is submitted", () => Count(JournalFile.Submitted) > 0),
        new("networks are assigned", () => Count(JournalFile.Assigned) > 0),
    ];

    /// <summary>While networks train; each comes several times.</summary>
    public IReadOnlyList<Moment> OfTheWork() =>
    [
        new("a network is being written", () => Checkpoints.InTraining(output, "checkpoints", "checkpoint-*.writing").Count > 0),
        new("an optimizer is being written", () => Checkpoints.InTraining(output, "checkpoints", "optimizer-*.writing").Count > 0),
        new("a checkpoint is complete", More(() => Checkpoints.InTraining(output, "checkpoints", "progress-*.pth.tar").Count)),
        new("a training log is being written", () => Checkpoints.InTraining(output, "tensorboard_logs", "training.tsv.writing").Count > 0),
        new("a model is published", More(() => Checkpoints.Published(output, "models", "model_best.pth.tar").Count)),
        new("predictions are written", () => Checkpoints.InTraining(output, "models", "predictions.pth.tar*").Count > 0),
        new("a network is finished and not yet published", More(() => Count(JournalFile.UnitCompleted))),
    ];

    /// <summary>While votes are merged, and at the very end.</summary>
    public IReadOnlyList<Moment> OfTheVotes() =>
    [
        new("a table is being written", () => Checkpoints.Published(output, "cnn_classification", "*.writing").Count > 0),
        new("some tables of a fold are there", More(() => Checkpoints.Published(output, "cnn_classification", "*.tsv").Count)),
        new("a vote is merged", More(() => Count(JournalFile.VoteMerged))),
        new("a fold is merged", More(() => Count(JournalFile.FoldMerged))),
        new("the summary is being written", () => File.Exists(tree.Summary) || File.Exists(DurableFile.UnfinishedName(tree.Summary))),
        new("the run is completed", More(() => Count(JournalFile.RunCompleted))),
    ];

    /// <summary>Networks went on for some epochs since this was asked for.</summary>
    public Moment MoreEpochs(int count)
    {
        var before = journal.Count(JournalFile.EpochCompleted);
        return new($"epoch {before + count} is journaled", () => Count(JournalFile.EpochCompleted) >= before + count);
    }

    // A wait looks a thousand times a second; to open the journal as often would cost as much as the run that is waited for.
    private int Count(string kind)
    {
        if (!counts.TryGetValue(kind, out var known) || Stopwatch.GetElapsedTime(known.Asked) > AskAgainAfter)
        {
            counts[kind] = known = (journal.Count(kind), Stopwatch.GetTimestamp());
        }

        return known.Number;
    }

    private static Func<bool> More(Func<int> count)
    {
        var before = count();
        return () => count() > before;
    }
}
