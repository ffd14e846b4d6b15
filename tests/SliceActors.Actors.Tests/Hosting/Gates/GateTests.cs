using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using SliceActors.Testing;
using SliceActors.Wire;
using static SliceActors.Actors.Tests.Hosting.Gates.ForeignSerializer;

namespace SliceActors.Actors.Tests.Hosting.Gates;

/// <summary>Whatever a stranger sends: the node is up afterwards, trains on, answers clients, and says a line or none.</summary>
public sealed class GateTests(GuardedNodes nodes) : IClassFixture<GuardedNodes>
{
    private const int Silent = 200;
    private const int LinesOfOne = 4;

    // What is said is cut off far below; before it stands the path of an actor, in which names of hosts come again and again.
    private const int LongestLine = 1000;
    private const long MostMemory = 1L << 30;
    private static readonly TimeSpan Within = Deadline.OfTests;

    public static TheoryData<Gate> Gates => [.. Enum.GetValues<Gate>()];

    [Theory]
    [MemberData(nameof(Gates))]
    public async Task Garbage_ends_its_own_connection_only(Gate gate)
    {
        var garbage = new byte[1 << 16];
        new Random(7).NextBytes(garbage);
        await IsHungUpOn(gate, garbage);
    }

    [Theory]
    [MemberData(nameof(Gates))]
    public async Task A_browser_ends_its_own_connection_only(Gate gate) => await IsHungUpOn(gate, Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));

    [Theory]
    [MemberData(nameof(Gates))]
    public async Task What_is_announced_is_not_allocated(Gate gate)
    {
        var before = GC.GetTotalAllocatedBytes();
        foreach (var length in new[] { int.MaxValue, -1, int.MinValue, 4_000_001 })
        {
            var frame = new byte[1000];
            BinaryPrimitives.WriteInt32LittleEndian(frame, length);
            await IsHungUpOn(gate, frame);
        }

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, MostMemory);
    }

    [Theory]
    [MemberData(nameof(Gates))]
    public async Task Many_who_connect_and_say_nothing_are_in_nobodys_way(Gate gate)
    {
        var calls = await Task.WhenAll(Enumerable.Range(0, Silent).Select(_ => nodes.Behind(gate).Call(gate == Gate.AfterHandshake)));

        await WorksOn(gate, 0);
        Array.ForEach(calls, call => call.Dispose());

        await WorksOn(gate, Silent);
    }

    [Theory]
    [MemberData(nameof(Gates))]
    public async Task Who_sends_a_byte_from_time_to_time_is_in_nobodys_way(Gate gate)
    {
        // The beginning of a frame, or of a handshake.
        byte[] slow = gate == Gate.BeforeHandshake ? [0x16, 0x03, 0x01, 0x01, 0x00, 0x01] : [0x64, 0x00, 0x00, 0x00, 0x0a, 0x01];
        await using var call = await nodes.Behind(gate).Call(gate == Gate.AfterHandshake);
        foreach (var part in slow)
        {
            await call.WriteAsync(new[] { part });
            await nodes.Behind(gate).Epoch();
        }

        await WorksOn(gate, 1);
    }

    [Theory]
    [InlineData(Gate.Plain)]
    [InlineData(Gate.AfterHandshake)]
    public async Task Messages_without_a_schema_are_dropped(Gate gate)
    {
        var json = Encoding.UTF8.GetBytes("""{"$type":"System.Diagnostics.Process, System.Diagnostics.Process","StartInfo":{"FileName":"touch"}}""");
        Letter[] letters =
        [
            new(1, "System.Diagnostics.Process, System.Diagnostics.Process", json),
            new(1, "No.Such.Type, No.Such.Assembly", json),
            new(1, string.Empty, json),
            new(-5, "System.Object", json),
            new(9999, "x", json),
            new(4102, "no such manifest", []),
            new(4102, string.Empty, json),
            new(4101, "no such manifest", []),
            .. MessageSchema.Current.Manifests.Select(entry => new Letter(4102, entry.Manifest, [0xff, 0xff, 0xff])),
        ];
        var (impostor, registry) = nodes.Behind(gate).Impostor();
        var direct = await registry.ResolveOne(Within);

        foreach (var letter in letters)
        {
            registry.Tell(letter, ActorRefs.NoSender);
            direct.Tell(letter, ActorRefs.NoSender);
        }

        // It still hears what comes over the same connection.
        await registry.ResolveOne(Within);
        await WorksOn(gate, 2 * letters.Length);
        await impostor.Terminate();
    }

    private async Task IsHungUpOn(Gate gate, byte[] sent)
    {
        await using (var call = await nodes.Behind(gate).Call(gate == Gate.AfterHandshake))
        {
            try
            {
                await call.WriteAsync(sent);
                var answer = new byte[1 << 12];
                while (await call.ReadAsync(answer).AsTask().WaitAsync(Within) > 0)
                {
                    // An alert, perhaps.
                }
            }
            catch (Exception trouble) when (trouble is IOException or SocketException)
            {
                // Hung up on, more loudly.
            }
        }

        await WorksOn(gate, 1);
    }

    private async Task WorksOn(Gate gate, int strangers)
    {
        var node = nodes.Behind(gate);
        await node.WorksOn(strangers);

        // Some is said later than here: all that was ever said counts.
        Assert.InRange(node.Log.Lines.Count, 0, LinesOfOne * node.Callers);
        Assert.All(node.Log.Lines, line =>
        {
            Assert.DoesNotContain('\n', line);
            Assert.InRange(line.Length, 0, LongestLine);
        });
    }
}
