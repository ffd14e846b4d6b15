using SliceActors.Commands;
using SliceActors.Learning.Native.Facts;
using SliceActors.Runs.Machines;

namespace SliceActors.EndToEnd.Tests.Machines;

public sealed class MachineTests
{
    private static readonly Gpu Big = new("Big GPU", 80L << 30);
    private static readonly Gpu Small = new("Small GPU", 40L << 30);

    [Fact]
    public void A_GPU_has_as_many_slots_as_its_memory_holds_and_beside_a_smaller_one_no_more_than_that()
    {
        Assert.Equal(40, Machine.OfGpus([Big]));
        Assert.Equal(40, Machine.OfGpus([Big, Small]));
        Assert.Equal(2, Machine.OfGpus([new("Old GPU", 1L << 30), Big]));
    }

    [Fact]
    public void There_are_no_more_slots_than_networks_and_no_more_than_the_user_said()
    {
        Assert.Equal(ComputeDevice.Cpus(3).AsEnumerable(), Machine.For(units: 3, slotsGiven: 8, useCpu: true).Slots);
        Assert.Equal(ComputeDevice.Cpus(2).AsEnumerable(), Machine.For(units: 3, slotsGiven: 2, useCpu: true).Slots);
        Assert.Single(Machine.For(units: 1, slotsGiven: null, useCpu: true).Slots);
    }

    [Fact]
    public void Networks_that_are_computed_as_one_share_what_one_has_otherwise()
    {
        var (apart, together) = (Machine.For(units: 1, slotsGiven: null, useCpu: true), Machine.For(units: 4, slotsGiven: null, useCpu: true, together: 4));

        Assert.Equal(4, together.Slots.Length);
        Assert.Equal(apart.IntraOpThreads, together.IntraOpThreads);
        Assert.Equal(4 * Machine.For(units: 1000, slotsGiven: null, useCpu: true).Slots.Length, Machine.For(units: 1000, slotsGiven: null, useCpu: true, together: 4).Slots.Length);
    }
}
