using System.Collections.Immutable;

namespace SliceActors.Runs.Machines;

/// <summary>What one slot computes on.</summary>
/// <param name="Kind">CPU or GPU.</param>
/// <param name="Index">Which GPU, as CUDA counts them; for the CPU, which all such slots share, the number of the slot.</param>
public readonly record struct ComputeDevice(DeviceKind Kind, int Index)
{
    /// <summary>The CPU for someone who is alone.</summary>
    public static readonly ComputeDevice Cpu = new(DeviceKind.Cpu, 0);

    /// <summary>So many slots on the CPU.</summary>
    public static ImmutableArray<ComputeDevice> Cpus(int slots) => [.. Enumerable.Range(0, slots).Select(slot => new ComputeDevice(DeviceKind.Cpu, slot))];

    /// <summary>So many slots on so many GPUs: one after the other gets one more, so that few networks have a GPU each.</summary>
    public static ImmutableArray<ComputeDevice> Gpus(int slots, int gpus) => [.. Enumerable.Range(0, slots).Select(slot => new ComputeDevice(DeviceKind.Cuda, slot % gpus))];

    /// <summary><c>cpu</c>, or for example <c>cuda:1</c>.</summary>
    public override string ToString() => Kind == DeviceKind.Cpu ? "cpu" : $"cuda:{Index}";
}
