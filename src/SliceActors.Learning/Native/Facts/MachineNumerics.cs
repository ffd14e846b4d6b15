using SliceActors.Runs.Machines;

namespace SliceActors.Learning.Native.Facts;

/// <summary>Finds out what this process computes with.</summary>
public static class MachineNumerics
{
    private const string Unknown = "unknown";

    /// <summary>Loads libtorch and asks it and its libraries.</summary>
    /// <param name="useCpu">Whether the CPU computes; false = the GPUs.</param>
    /// <exception cref="DllNotFoundException">libtorch cannot be loaded; the message says why and what to do.</exception>
    public static Numerics Read(bool useCpu)
    {
        var facts = LibtorchFacts.Read();
        return new Numerics(
            Libtorch: facts.Version ?? Unknown,
            Kernels: facts.CpuCapability ?? Unknown,
            Convolutions: facts.UsesOneDnn ? OneDnn.InstructionSet() : OneDnn.Unused,
            Algebra: Mkl.CodePath() ?? Unknown,
            Adam: facts.FusedAdam ? "fused" : "plain",
            Device: useCpu ? "CPU" : $"{string.Join(" and ", facts.Gpus.Select(gpu => gpu.Name).Distinct().Order(StringComparer.Ordinal))} with CUDA {CudaDriver.Ask().Cuda}");
    }
}
