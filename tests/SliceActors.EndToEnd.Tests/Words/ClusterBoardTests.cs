using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using SliceActors.Screens;
using Spectre.Console.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>What <c>watch</c> draws, for states that stand still.</summary>
public sealed class ClusterBoardTests
{
    private const int Columns = 80;

    [Fact]
    public void All_networks_of_a_large_study_are_drawn_in_blocks_that_fit_the_terminal()
    {
        var lines = Draw(View(folds: 5, networks: 129, first: 26, network => network < 40 ? UnitPhase.Completed : network < 44 ? UnitPhase.Running : network == 128 ? UnitPhase.Failed : UnitPhase.Waiting));

        Assert.All(lines, line => Assert.InRange(line.Length, 0, Columns));
        Assert.Equal("slice   26  30        40        50        60        70        80        90", lines[0]);
        Assert.Equal($"fold 0  {new string('█', 40)}▒▒▒▒{new string('·', 26)}", lines[1]);
        Assert.Equal(["fold 0", "fold 1", "fold 2", "fold 3", "fold 4"], lines[1..6].Select(line => line[..6]));
        Assert.Equal(string.Empty, lines[6]);
        Assert.Equal("slice   96  100       110       120       130       140       150", lines[7]);
        Assert.Equal($"fold 4  {new string('·', 58)}×", lines[12]);
        Assert.Equal("█ 200 done  ▒ 20 in training  · 420 waiting  × 5 failed", lines[13]);
        Assert.Equal(14, lines.Length);
    }

    [Fact]
    public void A_network_for_all_slices_is_one_sign()
    {
        var lines = Draw(View(folds: 11, networks: 1, first: null, _ => UnitPhase.Running));

        Assert.Equal(("fold 0   ▒", "fold 10  ▒"), (lines[0], lines[10]));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(3)]
    public void A_terminal_that_is_hardly_wide_enough_has_more_blocks(int width)
    {
        var lines = Draw(View(folds: 2, networks: 7, first: 0, _ => UnitPhase.Waiting), width);

        Assert.Equal(14, lines.Sum(line => line.Count(sign => sign == '·')) - (lines[^1].Contains('·', StringComparison.Ordinal) ? 1 : 0));
    }

    [Fact]
    public void Nodes_are_shown_with_what_they_train_and_rate_and_time_left_only_once_they_are_known()
    {
        var time = new StoppedClock();
        var board = new ClusterBoard(() => Columns, time);
        var view = View(folds: 1, networks: 4, first: 10, network => network == 0 ? UnitPhase.Running : UnitPhase.Waiting) with
        {
            EpochsDone = 0,
            EpochsPlanned = 200,
            Epochs = 50,
            Running = [new RunningUnit(Unit(0), "alpha", 12, null, 0, 0)],
        };
        board.Nodes =
        [
            new("alpha", "alpha:4054", [new SlotReport(1, new UnitAttempt(view.Run, Unit(0), new Attempt(1))), new SlotReport(0, null)], string.Empty, false, []),
            new("beta", "beta:4054", [new SlotReport(1, new UnitAttempt(new RunId("other"), Unit(2), new Attempt(1)))], string.Empty, true, [new(view.Run, "No space is left.")]),
        ];

        Assert.Contains("0 of 200 epochs, – a minute, – left.", Board(board, view), StringComparison.Ordinal);
        time.Passed += TimeSpan.FromMinutes(2);
        var drawn = Board(board, view with { EpochsDone = 40 });
        Assert.Contains("40 of 200 epochs, 20.0 a minute, 8 min 00 s left.", drawn, StringComparison.Ordinal);
        Assert.Contains("alpha 1/2 fold-0/cnn-0 13/50 beta 1/1 leaving, 1 network of other runs, not used for this run: No space is left.", drawn, StringComparison.Ordinal);
        Assert.Contains("40 of 200 epochs, – a minute, – left.", Board(board, view with { EpochsDone = 40, Phase = RunPhase.Paused }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_rate_is_that_of_the_last_minutes()
    {
        var time = new StoppedClock();
        var pace = new Pace(time);
        var view = View(folds: 1, networks: 4, first: 10, _ => UnitPhase.Running) with { EpochsPlanned = 1000 };
        foreach (var minute in Enumerable.Range(0, 20))
        {
            // Fast at first, then slow: five a minute.
            pace.Look(view with { EpochsDone = minute < 10 ? minute * 50 : 450 + ((minute - 9) * 5) });
            time.Passed += TimeSpan.FromMinutes(1);
        }

        var known = pace.Look(view with { EpochsDone = 505 });

        Assert.Equal(5, known!.Value.PerMinute, 6);
        Assert.Equal(TimeSpan.FromMinutes(99), known.Value.Left);
    }

    private static UnitId Unit(int network) => new(new FoldIndex(0), new NetworkIndex(network));

    private static RunView View(int folds, int networks, int? first, Func<int, UnitPhase> phase)
    {
        ImmutableArray<UnitPhase> phases = [.. Enumerable.Range(0, networks).Select(phase)];
        int Count(UnitPhase wanted) => phases.Count(one => one == wanted);
        return new RunView(
            new RunId("a1b2"), RunPhase.Running, "/results", 0, folds * networks,
            [
                .. Enumerable.Range(0, folds).Select(fold =>
                    new FoldProgress(new FoldIndex(fold), Count(UnitPhase.Waiting), Count(UnitPhase.Running), Count(UnitPhase.Completed), Count(UnitPhase.Failed), false) { Networks = phases }),
            ],
            [], [], [], null, 0)
        {
            NetworkType = first is null ? NetworkType.Cnn : NetworkType.Multicnn,
            Architecture = "resnet18",
            Epochs = 1,
            FirstSlice = first,
        };
    }

    private static string[] Draw(RunView view, int width = Columns)
    {
        using var console = new TestConsole();
        console.Profile.Width = Math.Max(width, Columns);
        console.Write(NetworkGrid.Draw(view, width));
        return [.. console.Lines.Select(line => line.TrimEnd())];
    }

    /// <summary>What is drawn, with one blank between words.</summary>
    private static string Board(ClusterBoard board, RunView view)
    {
        using var console = new TestConsole();
        console.Profile.Width = Columns;
        console.Write(board.Render(view));
        Assert.All(console.Lines, line => Assert.InRange(line.Length, 0, Columns));
        return string.Join(' ', console.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A clock that stands where the test puts it.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
