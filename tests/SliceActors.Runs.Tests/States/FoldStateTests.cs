using CsCheck;
using SliceActors.Runs.Events;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using static SliceActors.Runs.Events.FoldEvents;
using static SliceActors.Runs.Tests.Support.Study;

namespace SliceActors.Runs.Tests.States;

public class FoldStateTests
{
    private static UnitOutcome Outcome(int network, string sha256 = "c0ffee", int epochs = 3, int best = 1, float probability = 0.5f)
    {
        var predictions = new SetPredictions([probability], [1 - probability], [0], 0.7);
        return new UnitOutcome(Unit(network), epochs, [new(Selection.BestLoss, best, 0.5, 0.75, new FileDigest(100, sha256), predictions, predictions)]);
    }

    private static FoldState After(params IFoldEvent[] events) => events.Aggregate(FoldState.Empty, (state, happened) => state.Apply(happened));

    [Fact]
    public void The_predictions_of_a_unit_are_recorded_once()
    {
        var recorded = Assert.IsType<PredictionsRecorded>(Assert.Single(FoldState.Empty.DecideRecord(Outcome(0)).Events));
        var state = FoldState.Empty.Apply(recorded);

        Assert.Same(recorded.Outcome, state.Outcomes[Unit(0)]);
        Assert.Equal(DecisionKind.Repeated, state.DecideRecord(Outcome(0)).Kind);
        Assert.Equal(DecisionKind.Accepted, state.DecideRecord(Outcome(1)).Kind);
    }

    [Fact]
    public void A_unit_with_another_model_epoch_or_length_replaces_what_was_known()
    {
        var state = After(new PredictionsRecorded(Outcome(0)));

        Assert.All([Outcome(0, sha256: "decade"), Outcome(0, epochs: 4), Outcome(0, best: 2)], other =>
        {
            var recorded = Assert.Single(state.DecideRecord(other).Events);
            Assert.Same(other, Assert.Single(state.Apply(recorded).Outcomes).Value);
        });
    }

    [Fact]
    public void Outcomes_are_kept_in_the_order_of_units_whatever_order_they_came_in()
    {
        Gen.Shuffle(new[] { 0, 1, 2, 10 }).Sample(networks => Assert.Equal(
            [Unit(0), Unit(1), Unit(2), Unit(10)],
            After([.. networks.Select(network => new PredictionsRecorded(Outcome(network)))]).Outcomes.Keys));
    }

    [Fact]
    public void A_vote_counts_as_merged_until_another_outcome_arrives()
    {
        var summary = Summary();
        var merged = After(new PredictionsRecorded(Outcome(0)), new VoteMerged(summary, [Unit(0)]));

        Assert.Same(summary, merged.MergedOf([Unit(0)]));
        Assert.Null(merged.MergedOf([Unit(0), Unit(1)]));
        Assert.Null(merged.MergedOf([]));
        Assert.Null(merged.Apply(new PredictionsRecorded(Outcome(1))).MergedOf([Unit(0)]));
    }
}
