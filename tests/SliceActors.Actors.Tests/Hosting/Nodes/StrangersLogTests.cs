using SliceActors.Actors.Hosting.Nodes;

namespace SliceActors.Actors.Tests.Hosting.Nodes;

public sealed class StrangersLogTests
{
    [Fact]
    public void Neither_a_trace_of_calls_nor_the_bytes_of_a_stranger_are_left()
    {
        var entry = $"TcpServerHandler: Error caught\nCause: not an SSL/TLS record: {new string('f', 100_000)}\n   at DotNetty.Handlers()\n   at DotNetty.Codecs()\n";

        Assert.Matches("^TcpServerHandler: Error caught Cause: not an SSL/TLS record: f{300,400} …$", StrangersLog.Line(entry));
        Assert.Equal("Error caught Cause: Disassociated", StrangersLog.Line("Error caught\nCause: Disassociated\n   at Akka.Remote.EndpointWriter()\n"));
    }
}
