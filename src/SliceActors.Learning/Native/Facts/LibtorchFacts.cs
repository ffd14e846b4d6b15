using System.Collections.Immutable;
using TorchSharp;

namespace SliceActors.Learning.Native.Facts;

/// <summary>What is known about the libtorch of this process; for <c>doctor</c> and <c>environment.txt</c>.</summary>
/// <param name="Version">Version of libtorch, for example <c>2.10.0</c>; null when it does not say.</param>
/// <param name="Folder">Folder libtorch was loaded from.</param>
/// <param name="CpuCapability">Instruction set its kernels use, for example <c>AVX512</c>; null when it does not say.</param>
/// <param name="Gpus">GPUs that can be used, as CUDA counts them; none for a CPU build.</param>
/// <param name="Configuration">Its own description: compiler, MKL, oneDNN, build settings; null when it does not say.</param>
/// <param name="Parallelism">Its own description of threads; null when it does not say.</param>
/// <param name="FusedAdam">Whether the one-pass Adam step works here.</param>
/// <param name="UsesOneDnn">Whether it convolves by oneDNN; not on a machine that hides the caches of its processor, with which oneDNN computes wrongly.</param>
public sealed record LibtorchFacts(
    string? Version, string Folder, string? CpuCapability, ImmutableArray<Gpu> Gpus, string? Configuration, string? Parallelism, bool FusedAdam, bool UsesOneDnn)
{
    /// <summary>Whether this libtorch could compute on a GPU if there were one.</summary>
    public bool IsCudaBuild => File.Exists(Path.Combine(Folder, "libtorch_cuda.so"));

    /// <summary>Loads libtorch and asks it.</summary>
    /// <exception cref="DllNotFoundException">libtorch cannot be loaded; the message says why and what to do.</exception>
    public static LibtorchFacts Read()
    {
        NativeLoader.Load();
        var configuration = LibtorchWords.Configuration();
        return new LibtorchFacts(
            Version: LibtorchWords.VersionIn(configuration),
            Folder: NativeLoader.LoadedFolder(),
            CpuCapability: LibtorchWords.CpuCapability(),
            Gpus: torch.cuda.is_available() ? [.. CudaDriver.Ask().Gpus] : [],
            Configuration: configuration,
            Parallelism: LibtorchWords.Parallelism(),
            FusedAdam: Optimisation.FusedAdam.IsAvailable,
            UsesOneDnn: HiddenCaches.AllowOneDnn);
    }
}
