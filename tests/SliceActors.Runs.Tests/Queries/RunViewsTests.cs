using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Queries;
using SliceActors.Runs.States;
using static SliceActors.Runs.Events.RunEvents;
using static SliceActors.Runs.Tests.Support.Study;

namespace SliceActors.Runs.Tests.Queries;

public class RunViewsTests
{
    [Fact]
    public void No_network_of_a_run_that_waits_is_running()
    {
        var running = After(Assigned(Unit(0)));

        Assert.Equal((1, 1, UnitPhase.Running), Seen(running));
        Assert.Equal((0, 0, UnitPhase.Waiting), Seen(running.Then(new RunPaused())));
    }

    private static (int Named, int Counted, UnitPhase First) Seen(RunState state)
    {
        var view = RunViews.Of(state, ImmutableDictionary<UnitId, (int, int)>.Empty, 0);
        return (view.Running.Length, view.Folds.Sum(fold => fold.Running), view.Folds[0].Networks[0]);
    }
}
