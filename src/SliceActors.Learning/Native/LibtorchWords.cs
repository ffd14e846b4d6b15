using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using TorchSharp;

namespace SliceActors.Learning.Native;

/// <summary>What the libtorch of this process says of itself, once it is loaded; null where it does not say.</summary>
internal static partial class LibtorchWords
{
    /// <summary>Compiler, MKL, oneDNN, build settings.</summary>
    public static string? Configuration() => Text("_ZN2at11show_configB5cxx11Ev");

    /// <summary>Instruction set its kernels use, for example <c>AVX512</c>.</summary>
    public static string? CpuCapability() => Text("_ZN2at18get_cpu_capabilityB5cxx11Ev");

    /// <summary>Threads, and what they are made of.</summary>
    public static string? Parallelism() => Text("_ZN2at17get_parallel_infoB5cxx11Ev");

    /// <summary>Its version, for example <c>2.10.0</c>.</summary>
    public static string? Version()
    {
        NativeLoader.Load();
        return VersionIn(Configuration());
    }

    /// <summary>The version that a configuration names.</summary>
    public static string? VersionIn(string? configuration) =>
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
