using SliceActors.Actors.Supervision;

namespace SliceActors.Actors.Tests.Supervision;

public sealed class TurnsTests
{
    private readonly Turns turns = new();

    [Fact]
    public async Task Who_writes_the_same_waits_and_who_writes_something_else_does_not()
    {
        using var begun = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        var first = Task.Run(() => turns.Take("fold-0", () =>
        {
            begun.Set();
            end.Wait();
            return "first";
        }));
        begun.Wait();
        Assert.Equal("other", turns.Take("fold-1", () => "other"));

        var second = Task.Run(() => turns.Take("fold-0", () => first.IsCompleted || end.IsSet));
        end.Set();
        Assert.True(await second);
        Assert.Equal("first", await first);
    }

    [Fact]
    public void Waiting_ends_when_it_is_cancelled_and_trouble_of_one_does_not_stop_the_next()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        turns.Take("fold-0", () =>
        {
            Assert.Throws<OperationCanceledException>(() => turns.Take("fold-0", () => 1, cancelled.Token));
            return 0;
        });
        Assert.Throws<IOException>(() => turns.Take<int>("fold-0", () => throw new IOException("disk full")));
        Assert.Equal(2, turns.Take("fold-0", () => 2));
    }
}
