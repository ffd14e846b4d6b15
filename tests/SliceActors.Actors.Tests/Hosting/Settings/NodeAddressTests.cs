using SliceActors.Actors.Hosting.Settings;

namespace SliceActors.Actors.Tests.Hosting.Settings;

public class NodeAddressTests
{
    [Theory]
    [InlineData("seed1:4053", "seed1", 4053)]
    [InlineData("10.0.0.1:1", "10.0.0.1", 1)]
    [InlineData("[fd00::1]:65535", "fd00::1", 65535)]
    public void An_address_is_read_and_written(string text, string host, int port)
    {
        Assert.Equal(new NodeAddress(host, port), NodeAddress.Parse(text));
        Assert.Equal(text, new NodeAddress(host, port).ToString());
    }

    [Theory]
    [InlineData("seed1")]
    [InlineData(":4053")]
    [InlineData("seed1:")]
    [InlineData("seed1:0")]
    [InlineData("seed1:65536")]
    [InlineData("seed1:+1")]
    [InlineData("fd00::1:4053")]
    [InlineData("[seed1]:4053")]
    [InlineData("akka.tcp://slice-actors@seed1:4053")]
    [InlineData("")]
    public void What_is_no_address_is_not_read(string text) => Assert.Null(NodeAddress.Parse(text));

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.2", true)]
    [InlineData("::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("seed1", false)]
    public void Loopback_is_known(string host, bool isLoopback) => Assert.Equal(isLoopback, new NodeAddress(host, 1).IsLoopback);
}
