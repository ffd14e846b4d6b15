using System.Collections.Immutable;
using System.Threading.Channels;
using SliceActors.Actors.Hosting.Joining;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Hosting.Joining;

/// <summary>An actor system that only notes what it is told, and becomes a member as soon as it founds or joins.</summary>
internal sealed class FakeSeat(string address) : IClusterSeat
{
    private readonly Channel<string> told = Channel.CreateUnbounded<string>();

    public string Address => address;

    public SeatStanding Standing { get; set; }

    public void Found() => Enter("found");

    public void Join(ImmutableArray<string> seeds) => Enter($"join {string.Join(' ', seeds)}");

    /// <summary>What it is told next.</summary>
    public async Task<string> Told() => await told.Reader.ReadAsync().AsTask().WaitAsync(Deadline.OfTests);

    private void Enter(string what)
    {
        Standing = SeatStanding.Up;
        told.Writer.TryWrite(what);
    }
}
