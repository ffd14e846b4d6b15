using SliceActors.Runs.Events;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using static SliceActors.Runs.Events.FoldEvents;
using static SliceActors.Runs.Tests.Support.Study;

namespace SliceActors.Runs.Tests.States;

public class FoldStateTests
{
    private static UnitOutcome Outcome(int network, string sha256 = "c0ffee", int epochs = 3) =>
        new(Unit(network), epochs, [new BestEpoch(Selection.BestLoss, 1, 0.5, 0.75, new FileDigest(100, sha256))], new FileDigest(10, "beef"));

    private static UnitPredictions Predictions(int network)
    {
        var predictions = new SetPredictions([0.5f], [0.5f], [0], 0.7);
        return new UnitPredictions(Unit(network), 3, [new(Selection.BestLoss, 1, 0.5, 0.75, new FileDigest(100, "c0ffee"), predictions, predictions)]);
    }

    private static FoldState After(params IFoldEvent[] events) => events.Aggregate(FoldState.Empty, (state, happened) => state.Apply(happened));

    [Fact]
    public void A_vote_counts_as_merged_for_the_outcomes_that_it_was_made_of()
    {
        var summary = Summary();
        var merged = After(new VoteMerged(summary, [OutcomeKey.Of(Outcome(0)), OutcomeKey.Of(Outcome(1))]));

        Assert.Same(summary, merged.MergedOf([Outcome(1), Outcome(0)]));
        Assert.All(
            [[], [Outcome(0)], [Outcome(0), Outcome(2)], [Outcome(0), Outcome(1, sha256: "decade")], [Outcome(0), Outcome(1, epochs: 4)], [Outcome(0), Outcome(1), Outcome(2)]],
            (UnitOutcome[] others) => Assert.Null(merged.MergedOf(others)));
        Assert.Null(merged.Apply(new PredictionsRecorded(Predictions(1))).MergedOf([Outcome(0), Outcome(1)]));
    }
}
