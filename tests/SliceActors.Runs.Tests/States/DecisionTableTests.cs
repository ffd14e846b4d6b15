using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;
using static SliceActors.Runs.Commands.RunCommands;
using static SliceActors.Runs.Events.RunEvents;
using static SliceActors.Runs.States.DecisionKind;
using static SliceActors.Runs.Tests.Support.Study;

namespace SliceActors.Runs.Tests.States;

/// <summary>Every command in every phase. Unit 0 is the one that reports (attempt 1), unit 1 the one that is handed out.</summary>
public class DecisionTableTests
{
    private static readonly Dictionary<RunPhase, RunState> States = new()
    {
        [RunPhase.Unknown] = RunState.Empty,
        [RunPhase.Running] = After(Assigned(Unit(0))),
        [RunPhase.Cancelled] = After(Assigned(Unit(0)), new RunCancelled()),
        [RunPhase.Completed] = After(
            Assigned(Unit(0)), Completed(Unit(0)), Assigned(Unit(1)), Completed(Unit(1)), new FoldMerged(Summary()), new RunCompleted(0)),
        [RunPhase.CompletedWithFailedUnits] = After(
            Assigned(Unit(0)), Failed(Unit(0)), Assigned(Unit(1)), Completed(Unit(1)), new FoldMerged(Summary()), new RunCompleted(1)),
        [RunPhase.Failed] = After(Assigned(Unit(0)), new RunFailed("The disk is full.", TroubleKind.Storage)),
        [RunPhase.Paused] = After(Assigned(Unit(0)), new RunPaused()),
    };

    // One column per phase, in the order of RunPhase: Unknown, Running, Cancelled, Completed, CompletedWithFailedUnits, Failed, Paused.
    private static readonly (string Name, IRunCommand Command, DecisionKind[] Kinds)[] Table =
    [
        ("the same submission", Submit(Plan(), Run), [Accepted, Repeated, Repeated, Repeated, Repeated, Repeated, Repeated]),
        ("another submission", Submit(Plan(), OtherRun), [Accepted, Refused, Refused, Refused, Refused, Refused, Refused]),
        ("the same study", Extend(Spec()), [Refused, Repeated, Repeated, Repeated, Repeated, Repeated, Repeated]),
        ("more epochs", Extend(Spec() with { Optimisation = Spec().Optimisation with { Epochs = 30 } }), [Refused, Accepted, Accepted, Accepted, Accepted, Accepted, Accepted]),
        ("resume", new ResumeRun(RetryFailed: false), [Refused, Accepted, Accepted, Repeated, Repeated, Accepted, Accepted]),
        ("resume, retry failed", new ResumeRun(RetryFailed: true), [Refused, Accepted, Accepted, Repeated, Accepted, Accepted, Accepted]),
        ("cancel", new CancelRun(), [Refused, Accepted, Repeated, Refused, Refused, Refused, Accepted]),
        ("pause", new PauseRun(), [Refused, Accepted, Refused, Refused, Refused, Refused, Repeated]),
        ("fail", new FailRun("The journal is gone.", TroubleKind.Storage), [Refused, Accepted, Refused, Refused, Refused, Refused, Refused]),
        ("assign", new AssignUnit(Unit(1), "node-b"), [Refused, Accepted, Refused, Refused, Refused, Refused, Refused]),
        ("epoch", new ReportEpoch(Unit(0), new Attempt(1), Epoch(0)), [Refused, Accepted, Stale, Stale, Stale, Stale, Stale]),
        ("unit done", Complete(Unit(0)), [Refused, Accepted, Stale, Repeated, Stale, Stale, Stale]),
        ("unit failed", new FailUnit(Unit(0), new Attempt(1), "NaN.", FailureCause.Divergence), [Refused, Accepted, Stale, Stale, Repeated, Stale, Stale]),
        ("unit declined", new DeclineUnit(Unit(0), new Attempt(1), "No images.", TroubleKind.Storage), [Refused, Accepted, Stale, Stale, Stale, Stale, Stale]),
        ("fold merged", new ReportFoldMerged(Summary()), [Refused, Stale, Stale, Repeated, Repeated, Stale, Stale]),
    ];

    public static TheoryData<string, RunPhase, DecisionKind> Cells()
    {
        var cells = new TheoryData<string, RunPhase, DecisionKind>();
        foreach (var (name, _, kinds) in Table)
            foreach (var phase in Enum.GetValues<RunPhase>())
                cells.Add(name, phase, kinds[(int)phase]);
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_command_in_a_phase_is_answered_as_the_table_says(string name, RunPhase phase, DecisionKind expected)
    {
        var state = States[phase];
        Assert.Equal(phase, state.Phase);

        var decision = state.Decide(Table.Single(row => row.Name == name).Command);

        Assert.Equal(expected, decision.Kind);
        Assert.Equal(expected != Accepted, decision.Events.IsEmpty);
        Assert.Equal(expected is Refused or Stale, decision.Reason.Length > 0);
    }

    [Fact]
    public void The_table_has_every_command()
    {
        var commands = typeof(RunCommands).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(IRunCommand)));

        Assert.Equal(commands.ToHashSet(), Table.Select(row => row.Command.GetType()).ToHashSet());
    }
}
