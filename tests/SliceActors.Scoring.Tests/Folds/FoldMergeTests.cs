using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Votes;

namespace SliceActors.Scoring.Tests.Folds;

public class FoldMergeTests
{
    private static readonly VoteSpec Vote = new();
    private const long Seed = 7;

    [Fact]
    public void A_single_network_gives_rows_by_session_then_slice_and_metrics_without_a_slice()
    {
        var plan = SmallFold.Plan(3);
        var set = Merge(plan, NetworkType.Cnn).Sets[0];
        Assert.Equal(
            ["sub-b ses-M00 10", "sub-b ses-M00 11", "sub-b ses-M00 12", "sub-a ses-M12 10"],
            set.SliceRows.Take(4).Select(row => $"{row.ParticipantId} {row.SessionId} {row.Slice}"));
        Assert.Equal(12, set.SliceRows.Select(row => (row.ParticipantId, row.SessionId, row.Slice)).Distinct().Count());
        Assert.Null(Assert.Single(set.Scores.Slices).Slice);
    }

    [Fact]
    public void Many_networks_give_rows_network_after_network_and_metrics_with_the_absolute_slice()
    {
        var plan = SmallFold.Plan(3);
        var set = Merge(plan, NetworkType.Multicnn).Sets[0];
        Assert.Equal(
            ["sub-b ses-M00 10", "sub-a ses-M12 10", "sub-a ses-M00 10", "sub-c ses-M00 10", "sub-b ses-M00 11"],
            set.SliceRows.Take(5).Select(row => $"{row.ParticipantId} {row.SessionId} {row.Slice}"));
        Assert.Equal([10, 11, 12], set.Scores.Slices.Select(m => m.Slice!.Value.Value));
    }

    [Fact]
    public void Results_come_by_selection_then_set_and_images_by_participant_then_session()
    {
        var result = Merge(SmallFold.Plan(2), NetworkType.Multicnn);
        Assert.Equal(
            [
                (Selection.BestBalancedAccuracy, DataSubset.Train), (Selection.BestBalancedAccuracy, DataSubset.Validation),
                (Selection.BestLoss, DataSubset.Train), (Selection.BestLoss, DataSubset.Validation),
            ],
            result.Sets.Select(set => (set.Selection, set.Subset)));
        Assert.Equal(result.Sets.Select(set => new ImageLevelResult(set.Selection, set.Subset, set.Scores.Metrics, set.Scores.Probabilities)), result.Summary.Results);
        Assert.Equal(
            ["sub-a ses-M00 0", "sub-a ses-M12 0", "sub-b ses-M00 1", "sub-c ses-M00 1"],
            result.Sets[0].Images.Select(image => $"{image.ParticipantId} {image.SessionId} {image.TrueLabel}"));
    }

    [Fact]
    public void The_vote_is_made_of_the_networks_that_finished_and_the_summary_names_the_others()
    {
        var plan = SmallFold.Plan(4);
        var all = SmallFold.Outcomes(plan, NetworkType.Multicnn);
        var result = FoldMerge.Merge(plan, SmallFold.Fold, NetworkType.Multicnn, Vote, Seed, [all[3], all[1]]);
        Assert.Equal([10, 12], result.Summary.MissingSlices.Select(slice => slice.Value));
        Assert.Equal("2 of 4 networks of fold 1 did not finish: the vote was made without slices 10, 12.", result.Summary.Warnings[0]);
        Assert.Equal([11, 13], result.Sets[0].Scores.Slices.Select(m => m.Slice!.Value.Value));
        Assert.Equal(2 * 4, result.Sets[0].SliceRows.Count);

        var twin = new SliceLevelTable("twin", [.. Merge(plan, NetworkType.Multicnn).Sets[0].SliceRows.Where(row => row.Slice.Value is 11 or 13)]);
        Assert.Equal(SliceVote.Of(twin, twin, Vote).Images.AsEnumerable(), result.Sets[0].Images);
    }

    [Fact]
    public void A_fold_without_any_finished_network_has_no_results()
    {
        var result = FoldMerge.Merge(SmallFold.Plan(2), SmallFold.Fold, NetworkType.Multicnn, Vote, Seed, []);
        Assert.Empty(result.Sets);
        Assert.Empty(result.Summary.Results);
        Assert.Equal([10, 11], result.Summary.MissingSlices.Select(slice => slice.Value));
        Assert.Equal(["No network of fold 1 finished: the fold has no results."], result.Summary.Warnings.AsEnumerable());
    }

    [Fact]
    public void Leaked_participants_are_warned_of()
    {
        var result = Merge(SmallFold.Plan(2, "sub-a", "sub-d"), NetworkType.Cnn);
        Assert.Contains("Validation of fold 1 is not independent of training, which also saw sub-a, sub-d.", result.Summary.Warnings);
        Assert.Equal(["sub-a", "sub-d"], result.LeakedParticipants.AsEnumerable());
    }

    [Fact]
    public void A_vote_in_which_no_slice_counts_is_warned_of()
    {
        var plan = SmallFold.Plan(2);
        var result = FoldMerge.Merge(plan, SmallFold.Fold, NetworkType.Cnn, new VoteSpec { SelectionThreshold = 1 }, Seed, SmallFold.Outcomes(plan, NetworkType.Cnn));
        Assert.Contains(
            "No slice has a balanced accuracy above 1.0 on the validation set of fold 1 (best_loss): all slices weigh the same in the vote.",
            result.Summary.Warnings);
    }

    [Fact]
    public void An_autoencoder_has_no_predictions_to_score()
    {
        var plan = SmallFold.Plan(2);
        var outcome = SmallFold.Outcomes(plan, NetworkType.Autoencoder)[0];
        var bare = outcome with { Selections = [.. outcome.Selections.Select(s => s with { Train = null, Validation = null })] };
        var result = FoldMerge.Merge(plan, SmallFold.Fold, NetworkType.Autoencoder, Vote, Seed, [bare]);
        Assert.Empty(result.Sets);
        Assert.Empty(result.Summary.Warnings);
    }

    [Fact]
    public void Outcomes_that_do_not_fit_the_fold_are_refused()
    {
        var plan = SmallFold.Plan(2);
        var all = SmallFold.Outcomes(plan, NetworkType.Multicnn);
        Refused("fold-1/cnn-0 has two outcomes.", all[0], all[0]);
        Refused("fold-0/cnn-0 is not a unit of fold 1.", all[0] with { Unit = new UnitId(new FoldIndex(0), new NetworkIndex(0)) });
        Refused("fold-1/cnn-2 is not a unit of fold 1.", all[0] with { Unit = new UnitId(SmallFold.Fold, new NetworkIndex(2)) });
        Refused("fold-1/cnn-0 must have best_loss exactly once.", all[0] with { Selections = [all[0].Selections[0]] });
        Refused("fold-1/cnn-0, best_balanced_accuracy, train: no predictions.", all[0].WithTrain(_ => null));
        Refused(
            "fold-1/cnn-0, best_balanced_accuracy, train: 3 predictions where 4 sessions with 1 slices make 4.",
            all[0].WithTrain(train => train with { Proba1 = train.Proba1.RemoveAt(0) }));
        Refused(
            "fold-1/cnn-0, best_balanced_accuracy, train: a predicted label is neither 0 nor 1.",
            all[0].WithTrain(train => train with { PredictedLabel = train.PredictedLabel.SetItem(1, 2) }));
        Refused(
            "fold-1/cnn-0, best_balanced_accuracy, train: a probability is not a finite number.",
            all[0].WithTrain(train => train with { Proba0 = train.Proba0.SetItem(1, float.NaN) }));

        void Refused(string message, params UnitPredictions[] outcomes) => Assert.Equal(
            message, Assert.Throws<ArgumentException>(() => FoldMerge.Merge(plan, SmallFold.Fold, NetworkType.Multicnn, Vote, Seed, outcomes)).Message);
    }

    private static FoldResult Merge(RunPlan plan, NetworkType networkType) =>
        FoldMerge.Merge(plan, SmallFold.Fold, networkType, Vote, Seed, SmallFold.Outcomes(plan, networkType));
}
