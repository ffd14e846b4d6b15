using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using static SliceActors.Runs.Commands.RunCommands;
using static SliceActors.Runs.Events.RunEvents;
using static SliceActors.Runs.Tests.Support.Study;

namespace SliceActors.Runs.Tests.States;

/// <summary>A study that is taken further: one fold of two networks with one epoch, one of which stopped by itself.</summary>
public class RunExtensionTests
{
    private static RunState Done(int epochs) => RunState.Empty
        .Apply(new RunSubmitted(Run, WithEpochs(epochs), Plan(), ["aa", "bb"], "/data/results"))
        .Then(
            Assigned(Unit(0)), new EpochCompleted(Unit(0), new Attempt(1), Epoch(0)), Completed(Unit(0)),
            Assigned(Unit(1)), new EpochCompleted(Unit(1), new Attempt(1), Epoch(0)), new EpochCompleted(Unit(1), new Attempt(1), Epoch(1)), Completed(Unit(1)),
            new FoldMerged(Summary()), new RunCompleted(0));

    [Fact]
    public void Networks_that_trained_to_the_last_epoch_begin_again_and_those_that_stopped_before_stay()
    {
        var state = Taken(Done(2), Extend(WithEpochs(3)));

        Assert.Equal(RunPhase.Running, state.Phase);
        Assert.Equal((UnitPhase.Completed, new Attempt(1)), (state.Units[Unit(0)].Phase, state.Units[Unit(0)].Attempt));
        var again = state.Units[Unit(1)];
        Assert.Equal((UnitPhase.Waiting, new Attempt(1)), (again.Phase, again.Attempt));
        Assert.True(again.History.IsEmpty && again.Checkpoints.IsEmpty && again.Outcome is null);
        Assert.Empty(state.MergedFolds);
        Assert.Equal(3, state.Submission!.Spec.Optimisation.Epochs);
        Assert.Equal(DecisionKind.Repeated, state.Decide(Extend(WithEpochs(3))).Kind);
    }

    [Fact]
    public void Folds_that_are_added_wait_and_those_that_are_merged_stay()
    {
        var before = Done(2);
        var state = Taken(before, Extend(WithEpochs(2) with { Data = before.Submission!.Spec.Data with { Split = [] } }, Plan(folds: 2)));

        Assert.Equal([Unit(0), Unit(1)], state.Units.Values.Where(unit => unit.Phase == UnitPhase.Completed).Select(unit => unit.Unit.Id));
        Assert.Equal([Unit(0, 1), Unit(1, 1)], state.Units.Values.Where(unit => unit.Phase == UnitPhase.Waiting).Select(unit => unit.Unit.Id));
        Assert.Equal([new FoldIndex(0)], state.MergedFolds.Keys);
    }

    [Fact]
    public void A_study_of_which_every_network_stopped_before_the_last_epoch_is_complete_at_once()
    {
        var decision = Done(5).Decide(Extend(WithEpochs(8)));

        Assert.Equal(new RunCompleted(0), decision.Events[^1]);
        var state = Done(5).Then(decision.Events);
        Assert.Equal((RunPhase.Completed, 8), (state.Phase, state.Submission!.Spec.Optimisation.Epochs));
        Assert.Equal(DecisionKind.Repeated, state.Decide(new ResumeRun(false)).Kind);
    }

    [Fact]
    public void One_id_of_two_cohorts_is_two_people()
    {
        var twice = Plan() with { Images = [new PlannedImage("sub-01", "ses-M00", "/one/a.nii"), new PlannedImage("sub-01", "ses-M00", "/other/a.nii")] };
        var before = RunState.Empty.Apply(new RunSubmitted(Run, WithEpochs(2), twice, ["aa", "bb"], "/data/results"));

        Assert.Equal(DecisionKind.Accepted, before.Decide(Extend(WithEpochs(3), twice)).Kind);
        Assert.Contains("/other/a.nii", before.Decide(Extend(WithEpochs(3), twice) with { ImageDigests = ["aa", "cc"] }).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_the_same_study_is_refused_with_a_sentence()
    {
        Refused("The study has 2 epochs already, 1 would be fewer.", Extend(WithEpochs(1)));
        Refused("Only epochs and folds can be added to a study.", Extend(WithEpochs(3) with { Optimisation = WithEpochs(3).Optimisation with { LearningRate = 1 } }));
        Refused("Only epochs and folds can be added to a study.", Extend(WithEpochs(3), Plan(slices: 3)));
        Refused("Fold 0, which the study has, would be left out.", Extend(WithEpochs(3), Plan() with { Folds = [] }));
        var relabelled = Plan().Folds[0] with { Train = [new PlannedSession(0, 1)] };
        Refused("The tables of fold 0 are not those that the study began with: other sessions, or other labels.", Extend(WithEpochs(3), Plan() with { Folds = [relabelled] }));
        Refused("/data/a.nii is not the image that the study began with.", Extend(WithEpochs(3)) with { ImageDigests = ["cc", "bb"] });

        void Refused(string reason, ExtendRun extend) => Assert.Equal((DecisionKind.Refused, reason), (Done(2).Decide(extend).Kind, Done(2).Decide(extend).Reason));
    }

    private static RunSpec WithEpochs(int epochs) => Spec() with { Optimisation = Spec().Optimisation with { Epochs = epochs } };

    private static RunState Taken(RunState state, ExtendRun extend)
    {
        var decision = state.Decide(extend);
        Assert.Equal(DecisionKind.Accepted, decision.Kind);
        return state.Then(decision.Events);
    }
}
