using SliceActors.Learning.Checkpoints;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Journals;
using SliceActors.Studies.Tests.Support;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Journals;

public sealed class EarlierPredictionsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Predictions_that_an_old_journal_holds_are_kept_beside_the_models()
    {
        var tree = new ResultTree(folder.File("results"));
        var submission = TestStudy.Submission(slices: 2, output: tree.Root);
        var (unit, name) = (TestStudy.Unit(0), $"run-{submission.Run}");
        var predictions = TestStudy.Predictions(unit);
        var outcome = TestStudy.Without(predictions);
        using var journal = new WrittenJournal(tree);
        journal.Add(name, 1, DateTime.UtcNow, RunEvents.RunSubmitted.Of(submission));
        journal.Add(name, 2, DateTime.UtcNow, new RunEvents.UnitAssigned(unit, new Attempt(1), "node"));
        journal.Add($"{name}-fold-0", 1, DateTime.UtcNow, new FoldEvents.PredictionsRecorded(predictions));
        journal.Add(name, 3, DateTime.UtcNow, new RunEvents.UnitCompleted(new Attempt(1), outcome));

        var read = JournalReader.Read(tree, submission.Run, everyEvent: true);
        for (var time = 0; time < 2; time++)
        {
            EarlierPredictions.Keep(tree, read);
        }

        var kept = PredictionsFile.Read(tree.Predictions(unit), outcome);
        Assert.Equal(predictions.Selections.Select(Numbers), kept.Selections.Select(Numbers));
        Assert.Null(kept.ValidationByEpoch);
        Assert.False(File.Exists(tree.Predictions(TestStudy.Unit(1))));
    }

    [Fact]
    public void An_autoencoder_has_none_to_keep()
    {
        var tree = new ResultTree(folder.File("results"));
        var submission = TestStudy.Submission(slices: 1, output: tree.Root, networkType: NetworkType.Autoencoder);
        var (unit, name) = (new UnitId(TestStudy.Fold, null), $"run-{submission.Run}");
        var outcome = TestStudy.Autoencoded(unit);
        using var journal = new WrittenJournal(tree);
        journal.Add(name, 1, DateTime.UtcNow, RunEvents.RunSubmitted.Of(submission));
        journal.Add(name, 2, DateTime.UtcNow, new RunEvents.UnitAssigned(unit, new Attempt(1), "node"));
        journal.Add($"{name}-fold-0", 1, DateTime.UtcNow, new FoldEvents.PredictionsRecorded(UnitPredictions.Without(outcome)));
        journal.Add(name, 3, DateTime.UtcNow, new RunEvents.UnitCompleted(new Attempt(1), outcome));

        EarlierPredictions.Keep(tree, JournalReader.Read(tree, submission.Run, everyEvent: true));

        Assert.False(File.Exists(tree.Predictions(unit)));
    }

    public void Dispose() => folder.Dispose();

    private static (int, double, string) Numbers(SelectionOutcome best) =>
        (best.Epoch, best.Train!.TotalLoss, string.Join(' ', best.Validation!.Proba1.Concat(best.Train.Proba1)));
}
