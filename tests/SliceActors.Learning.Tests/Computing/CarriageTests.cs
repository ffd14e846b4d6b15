using SliceActors.Learning.Computing;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Computing;

public sealed class CarriageTests
{
    private readonly List<(int Seat, bool Learns)[]> rounds = [];

    [Fact]
    public void A_batch_is_computed_when_all_seats_that_are_taken_have_handed_in_whoever_is_last()
    {
        var carriage = Carriage(2);

        FusedNetworks.Together([.. Enumerable.Range(0, 2).Select(seat => (Func<bool>)(() => Answer(carriage, seat)))]);

        Assert.Equal([(0, false), (1, false)], Assert.Single(rounds));
    }

    [Fact]
    public async Task Those_who_wait_for_a_seat_go_on_when_it_is_given_up()
    {
        var carriage = Carriage(2);
        var waiting = Start(() => Answer(carriage, 0));
        carriage.Leave(1);

        Assert.True(await waiting);
        Assert.Equal([(0, false)], Assert.Single(rounds));
    }

    [Fact]
    public async Task Who_is_cancelled_while_it_waits_is_let_go_at_once_and_holds_nobody_up()
    {
        var carriage = Carriage(2);
        using var cancellation = new CancellationTokenSource();
        var cancelled = Start(() => Answer(carriage, 0, cancellation.Token));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        carriage.Leave(0);
        Assert.True(Answer(carriage, 1));
        Assert.Equal([(1, false)], Assert.Single(rounds));
    }

    [Fact]
    public async Task Those_that_only_answer_wait_until_nobody_learns_and_then_answer_together()
    {
        var carriage = Carriage(2);
        var answering = Start(() => Answer(carriage, 0));
        for (var batch = 0; batch < 3; batch++)
        {
            Learn(carriage, 1);
        }

        Assert.True(Answer(carriage, 1));
        Assert.True(await answering);
        (int, bool)[][] expected = [[(1, true)], [(1, true)], [(1, true)], [(0, false), (1, false)]];
        Assert.Equal(expected, rounds);
    }

    [Fact]
    public async Task A_failure_is_that_of_all_who_took_part_and_the_next_batch_is_computed()
    {
        var fails = true;
        var carriage = new Carriage(2, (_, _) =>
        {
            if (fails)
            {
                throw new ArithmeticException("no memory left");
            }
        });
        carriage.TryTake();
        carriage.TryTake();
        var one = Start(() => Answer(carriage, 0));
        var other = Start(() => Answer(carriage, 1));

        Assert.Contains("no memory left", (await Assert.ThrowsAsync<InvalidOperationException>(() => one)).Message, StringComparison.Ordinal);
        Assert.Contains("no memory left", (await Assert.ThrowsAsync<InvalidOperationException>(() => other)).Message, StringComparison.Ordinal);
        fails = false;
        carriage.Leave(1);
        Assert.True(Answer(carriage, 0));
    }

    private static Task<bool> Start(Func<bool> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static bool Answer(Carriage carriage, int seat, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var request = new BatchRequest(seat, [], zeros(1), zeros(1));
        carriage.Compute(request, cancellation);
        return request.IsDone;
    }

    private static void Learn(Carriage carriage, int seat)
    {
        using var scope = NewDisposeScope();
        carriage.Compute(new BatchRequest(seat, [], zeros(1), zeros(1)) { Lesson = new Lesson(zeros(1), zeros(1), null) }, default);
    }

    /// <summary>All of its seats are taken.</summary>
    private Carriage Carriage(int seats)
    {
        var carriage = new Carriage(seats, (_, requests) => rounds.Add([.. requests.Select(request => (request.Seat, request.Lesson is not null))]));
        while (carriage.TryTake() is not null)
        {
        }

        return carriage;
    }
}
