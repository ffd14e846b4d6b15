using CsCheck;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;
using SliceActors.Runs.Tests.Support;
using static SliceActors.Runs.Commands.RunCommands;
using static SliceActors.Runs.Tests.Support.Study;

namespace SliceActors.Runs.Tests.States;

/// <summary>Random stories: whatever comes in whatever order, a run stays in order.</summary>
public class RunStateInvariantTests
{
    private const int Folds = 2;
    private const int Networks = 3;

    private static readonly Gen<Step[]> Steps = Gen.Select(Gen.Int[0, 99], Gen.Int[0, Networks - 1], Gen.Int[0, Folds - 1], Gen.Int[0, 4], Gen.Int[0, 999])
        .Select((what, network, fold, odd, detail) => new Step(what, network, fold, odd == 0, detail)).Array[250, 350];

    [Fact]
    public void Random_commands_keep_a_run_in_order()
    {
        var phasesSeen = new HashSet<RunPhase>();
        var kindsSeen = new HashSet<(Type, DecisionKind)>();
        Steps.Sample(
            steps =>
            {
                var state = RunState.Empty;
                var journal = new List<IRunEvent>();
                foreach (var step in steps)
                {
                    var command = NextCommand(step, state);
                    var decision = state.Decide(command);
                    kindsSeen.Add((command.GetType(), decision.Kind));
                    foreach (var happened in decision.Events)
                    {
                        var next = state.Apply(happened);
                        AssertFollows(state, next);
                        state = next;
                        journal.Add(happened);
                    }

                    AssertInOrder(state);
                    AssertAnsweredAgain(state, command, decision.Kind);
                    if (step.Detail % 8 == 0)
                        AssertToldShortly(state);
                    phasesSeen.Add(state.Phase);
                }

                Assert.Equal(state.Describe(), RunState.Empty.Then(journal).Describe());
            },
            iter: 1000,
            threads: 1);

        // Else the stories would be too dull to prove anything.
        Assert.Equal(Enum.GetValues<RunPhase>().ToHashSet(), phasesSeen);
        Assert.Equal(39, kindsSeen.Count);
    }

    private static void AssertFollows(RunState before, RunState after)
    {
        Assert.True(before.Units.IsEmpty || before.Units.Keys.SequenceEqual(after.Units.Keys));
        foreach (var unit in before.Units.Values)
        {
            var later = after.Units[unit.Unit.Id];
            Assert.True(later.Attempt.CompareTo(unit.Attempt) >= 0);
            if (unit.Phase == UnitPhase.Completed)
                Assert.Equal(unit.Describe(), later.Describe());
        }
    }

    private static void AssertInOrder(RunState state)
    {
        Assert.Equal(state.Phase == RunPhase.Unknown ? 0 : Folds * Networks, state.Units.Count);
        Assert.All(state.MergedFolds.Keys, fold => Assert.All(state.UnitsOf(fold), unit => Assert.True(unit.IsSettled)));
        Assert.Equal(state.Phase == RunPhase.Failed, state.Failure is not null);
        Assert.Equal(state.Phase is RunPhase.Completed or RunPhase.CompletedWithFailedUnits, state.MergedFolds.Count == Folds);
        if (state.Phase is RunPhase.Completed or RunPhase.CompletedWithFailedUnits)
            Assert.Equal(state.Phase == RunPhase.CompletedWithFailedUnits, state.FailedUnits > 0);
        foreach (var unit in state.Units.Values)
        {
            Assert.Equal(unit.Phase == UnitPhase.Running, unit.Node is not null);
            Assert.Equal(unit.Phase == UnitPhase.Failed, unit.FailureReason is not null);
            Assert.Equal(unit.Phase == UnitPhase.Completed, unit.Outcome is not null);
            Assert.Equal(Enumerable.Range(0, unit.History.Length), unit.History.Select(report => report.Epoch));
            Assert.All(unit.Checkpoints, saved => Assert.InRange(saved.Epoch, 0, unit.History.Length - 1));
        }
    }

    private static void AssertToldShortly(RunState state)
    {
        if (state.Submission is not null)
        {
            var told = RunState.Empty.Then(ShortHistory.Of(state));
            Assert.Equal((state.Phase, state.Failure, state.Submission.Run), (told.Phase, told.Failure, told.Submission!.Run));
            Assert.Equal(state.MergedFolds.Values, told.MergedFolds.Values);
            Assert.Equal(state.Units.Values.Select(NewestOnly), told.Units.Values.Select(NewestOnly));
        }
    }

    // The one before it may be gone already: a trainer that finds it damaged goes on to what is there.
    private static string NewestOnly(UnitState unit) => (unit with { Checkpoints = [.. unit.Checkpoints.TakeLast(1)] }).Describe();

    private static void AssertAnsweredAgain(RunState state, IRunCommand command, DecisionKind kind)
    {
        if (kind == DecisionKind.Accepted && command is SubmitRun or CancelRun or ReportEpoch or CompleteUnit or FailUnit or ReportFoldMerged)
            Assert.Equal(DecisionKind.Repeated, state.Decide(command).Kind);
    }

    private static IRunCommand NextCommand(Step step, RunState state)
    {
        var (unit, detail) = (Unit(step.Network, step.Fold), step.Detail);
        var known = state.Units.GetValueOrDefault(unit)?.Attempt ?? Attempt.None;
        var attempt = step.IsOfAnyAttempt ? new Attempt(detail % (known.Value + 2)) : known;
        return step.What switch
        {
            < 4 => Submit(Plan(Folds, Networks), detail % 4 == 0 ? OtherRun : Run),
            < 10 => new ResumeRun(detail % 2 == 0),
            < 11 => detail % 2 == 0 ? new CancelRun() : new PauseRun(),
            < 12 => Extend(Spec() with { Optimisation = Spec().Optimisation with { Epochs = Spec().Optimisation.Epochs - 1 + (detail % 5) } }, Plan(Folds, Networks)),
            < 13 => new FailRun("The disk is full.", TroubleKind.Storage),
            < 35 => new AssignUnit(unit, $"node-{detail % 3}"),
            < 60 => new ReportEpoch(unit, attempt, detail / 8 % 2 == 0 ? Epoch(detail % 4, detail / 4 % 2) : Epoch(detail % 4, detail / 4 % 2).Figures()),
            < 80 => Complete(unit, attempt.Value),
            < 82 => new DeclineUnit(unit, attempt, "The disk is full.", TroubleKind.Storage),
            < 86 => new FailUnit(unit, attempt, "The loss became NaN.", FailureCause.Divergence),
            _ => new ReportFoldMerged(Summary(step.Fold)),
        };
    }

    /// <summary>What happens next, whatever has happened before.</summary>
    private sealed record Step(int What, int Network, int Fold, bool IsOfAnyAttempt, int Detail);
}
