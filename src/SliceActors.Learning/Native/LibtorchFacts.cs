using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using TorchSharp;

namespace SliceActors.Learning.Native;

/// <summary>What is known about the libtorch of this process; for <c>doctor</c> and <c>environment.txt</c>.</summary>
/// <param name="Version">Version of libtorch, for example <c>2.10.0</c>; null when it does not say.</param>
/// <param name="Folder">Folder libtorch was loaded from.</param>
/// <param name="CpuCapability">Instruction set its kernels use, for example <c>AVX512</c>; null when it does not say.</param>
/// <param name="CudaDevices">CUDA devices that can be used; 0 for a CPU build.</param>
/// <param name="Configuration">Its own description: compiler, MKL, oneDNN, build settings; null when it does not say.</param>
/// <param name="Parallelism">Its own description of threads; null when it does not say.</param>
/// <param name="FusedAdam">Whether the one-pass Adam step works here.</param>
public sealed partial record LibtorchFacts(
    string? Version, string Folder, string? CpuCapability, int CudaDevices, string? Configuration, string? Parallelism, bool FusedAdam)
{
    /// <summary>Whether this libtorch could compute on a GPU if there were one.</summary>
    public bool IsCudaBuild => File.Exists(Path.Combine(Folder, "libtorch_cuda.so"));

    /// <summary>Loads libtorch and asks it.</summary>
    /// <exception cref="DllNotFoundException">libtorch cannot be loaded; the message says why and what to do.</exception>
    public static LibtorchFacts Read()
    {
        NativeLoader.Load();
        var configuration = Text("_ZN2at11show_configB5cxx11Ev");
        return new LibtorchFacts(
            Version: VersionIn(configuration),
            Folder: NativeLoader.LoadedFolder(),
            CpuCapability: Text("_ZN2at18get_cpu_capabilityB5cxx11Ev"),
            CudaDevices: torch.cuda.is_available() ? torch.cuda.device_count() : 0,
            Configuration: configuration,
            Parallelism: Text("_ZN2at17get_parallel_infoB5cxx11Ev"),
            FusedAdam: Optimisation.FusedAdam.IsAvailable);
    }

    /// <summary>The version of libtorch, without asking for anything else; null when it does not say.</summary>
    internal static string? LibtorchVersion()
    {
        NativeLoader.Load();
        return VersionIn(Text("_ZN2at11show_configB5cxx11Ev"));
    }

    private static string? VersionIn(string? configuration) =>
        configuration is not null && TorchVersion().Match(configuration) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"TORCH_VERSION=(\d+\.\d+\.\d+)")]
    private static partial Regex TorchVersion();

    /// <summary>Calls a function <c>std::string f()</c> of libtorch_cpu by its mangled name; null when this libtorch has none of that name.</summary>
    private static unsafe string? Text(string symbol)
    {
        if (!NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, null, out var library)
            || !NativeLibrary.TryGetExport(library, symbol, out var function))
        {
            return null;
        }

        // libstdc++'s std::string is four words: pointer, length, and 16 bytes that hold a short text itself. It is returned through a hidden pointer
        // (Itanium C++ ABI, 3.1.3.1). A long text's buffer, a few hundred bytes once per process, is left to the process.
        var value = stackalloc nint[4];
        ((delegate* unmanaged<nint*, nint*>)function)(value);
        return Marshal.PtrToStringUTF8(value[0], checked((int)value[1]));
    }
}
