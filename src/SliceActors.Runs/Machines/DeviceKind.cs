namespace SliceActors.Runs.Machines;

/// <summary>What kind of device computes. The numbers never change.</summary>
public enum DeviceKind
{
    /// <summary>The CPU.</summary>
    Cpu = 0,

    /// <summary>A GPU of CUDA.</summary>
    Cuda = 1,
}
