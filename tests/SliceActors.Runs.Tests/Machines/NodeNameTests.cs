using SliceActors.Runs.Machines;

namespace SliceActors.Runs.Tests.Machines;

public sealed class NodeNameTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_process_has_the_address_of_one_that_started_before_it_there()
    {
        var (earlier, later) = (NodeName.Of("alpha-1", 4053, Start), NodeName.Of("alpha-1", 4053, Start.AddSeconds(5)));

        Assert.True(NodeName.HasAddressOf(later, earlier));
        Assert.False(NodeName.HasAddressOf(earlier, later));
        Assert.False(NodeName.HasAddressOf(later, later));
    }

    [Fact]
    public void Two_that_started_in_one_second_have_other_names_and_none_is_the_later_one()
    {
        var (one, other) = (NodeName.Of("alpha", 4053, Start), NodeName.Of("alpha", 4053, Start));

        Assert.NotEqual(one, other);
        Assert.False(NodeName.HasAddressOf(one, other) || NodeName.HasAddressOf(other, one));
    }

    [Theory]
    [InlineData("alpha", 4054)]
    [InlineData("beta", 4053)]
    [InlineData("alpha", 0)]
    public void Another_host_or_port_is_another_address(string host, int port) =>
        Assert.False(NodeName.HasAddressOf(NodeName.Of(host, port, Start.AddSeconds(5)), NodeName.Of("alpha", 4053, Start)));

    [Fact]
    public void A_port_that_the_system_is_to_choose_is_nobodys_address() =>
        Assert.False(NodeName.HasAddressOf(NodeName.Of("alpha", 0, Start.AddSeconds(5)), NodeName.Of("alpha", 0, Start)));

    [Theory]
    [InlineData("alpha-4711-0123abcd")]
    [InlineData("node")]
    [InlineData("fe80::12-4711-0123abcd")]
    public void Names_of_earlier_versions_say_no_address(string name) =>
        Assert.False(NodeName.HasAddressOf(NodeName.Of("alpha", 4053, Start), name) || NodeName.HasAddressOf(name, name));
}
