using SliceActors.Runs.Machines;

namespace SliceActors.Runs.Tests.Machines;

public class ComputeDeviceTests
{
    [Fact]
    public void Slots_are_dealt_out_evenly_to_GPUs() => Assert.Equal("cuda:0 cuda:1 cuda:2 cuda:0 cuda:1", string.Join(' ', ComputeDevice.Gpus(5, 3)));

    [Fact]
    public void Slots_on_the_CPU_are_told_apart_by_their_number() => Assert.Equal((ComputeDevice[])[new(DeviceKind.Cpu, 0), new(DeviceKind.Cpu, 1)], ComputeDevice.Cpus(2));
}
