using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using TorchSharp;

namespace SliceActors.Learning.Native;

/// <summary>
/// Finds libtorch where the stock probing of .NET does not: in the folder named by <c>LIBTORCH_PATH</c>, and beside a libstdc++ that is older than the one
/// TorchSharp was built with. Inert where the stock probing succeeds.
/// </summary>
internal static class NativeLoader
{
    private const string Binding = "LibTorchSharp";
    private const string BindingFile = "libLibTorchSharp.so";

    private static readonly string[] LibtorchFiles = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];

    private static readonly Lazy<bool> Loaded = new(() =>
    {
        if (LibtorchFolder is { } folder)
        {
            CheckLibtorchPath(folder);
        }

        var assembly = typeof(torch).Assembly;
        if (!NativeLibrary.TryLoad("torch_cpu", assembly, null, out var libtorch))
        {
            throw new DllNotFoundException(
                "libtorch was not found. Set LIBTORCH_PATH to the folder that holds libtorch_cpu.so (for a Python installation: .../site-packages/torch/lib).");
        }

        try
        {
            NativeLibrary.Load(Binding, assembly, null);
        }
        catch (DllNotFoundException e) when (e is not UnplacedLibraryException)
        {
            throw new DllNotFoundException(
                $"TorchSharp's binding does not load with the libtorch in {LoadedFolder()}. Set LIBTORCH_PATH to the folder of a libtorch 2.10. {e.Message}", e);
        }

        HiddenCaches.Avoid(libtorch);
        return true;
    });

    /// <summary>One copy per process, whichever of TorchSharp's imports asks first.</summary>
    private static readonly Lazy<nint> Loosened = new(LoadLoosened);

    /// <summary>Folder of another libtorch, given by the environment; null when not given.</summary>
    public static string? LibtorchFolder => Environment.GetEnvironmentVariable("LIBTORCH_PATH") is { Length: > 0 } path ? path : null;

    /// <summary>Makes sure that libtorch is there, with an error that says what to do instead of TorchSharp's own.</summary>
    /// <exception cref="DllNotFoundException">libtorch, its binding or something they need is missing.</exception>
    public static void Load() => _ = Loaded.Value;

    /// <summary>Folder that libtorch was loaded from.</summary>
    public static string LoadedFolder()
    {
        // A libtorch of the system carries its version behind the name.
        var line = File.ReadLines("/proc/self/maps").FirstOrDefault(line => line.Contains("/libtorch_cpu.so", StringComparison.Ordinal));
        return line is null ? "(unknown)" : Path.GetDirectoryName(line[line.IndexOf('/', StringComparison.Ordinal)..])!;
    }

    /// <summary>Joins the probing of native libraries before anything of this room is used.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The first touch of TorchSharp may be anywhere in this room.")]
    internal static void Install()
    {
        NativeMemory.KeepFreedBlocks();
        if (OperatingSystem.IsLinux())
        {
            NativeMemory.TakeLargePages();
            IntraOpThreads.WaitPassively();
        }

        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => Resolve(name);
        if (LibtorchFolder is { } folder && StockFile("libtorch_cpu.so") is null)
        {
            // First come, first served: what is in the process already is what the loader then finds by name, before any libtorch of the system.
            foreach (var file in LibtorchFiles)
            {
                NativeLibrary.TryLoad(Path.GetFullPath(Path.Combine(folder, file)), out _);
            }
        }
    }

    /// <summary>A file that the stock probing would find; null when there is none.</summary>
    internal static string? StockFile(string name)
    {
        var searched = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return searched
            .Append(AppContext.BaseDirectory)
            .Append(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native"))
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    private static nint Resolve(string name) => name switch
    {
        "torch_cuda" when LibtorchFolder is { } folder => LoadIfPresent(folder, "libtorch_cuda.so"),
        Binding => Loosened.Value,
        _ => 0,
    };

    private static void CheckLibtorchPath(string folder)
    {
        if (StockFile("libtorch_cpu.so") is { } own)
        {
            throw new DllNotFoundException(
                $"LIBTORCH_PATH names {folder}, but this build carries its own libtorch ({own}), and a process can hold only one. "
                + "Unset LIBTORCH_PATH, or build with -p:TorchBackend=none.");
        }

        // Unlike TryLoad this says which library or symbol is missing.
        NativeLibrary.Load(Path.GetFullPath(Path.Combine(folder, "libtorch_cpu.so")));
    }

    private static nint LoadIfPresent(string folder, string file)
    {
        var path = Path.GetFullPath(Path.Combine(folder, file));
        return File.Exists(path) ? NativeLibrary.Load(path) : 0;
    }

    private static nint LoadLoosened()
    {
        if (!OperatingSystem.IsLinux() || StockFile(BindingFile) is not { } stock)
        {
            return 0;
        }

        var image = File.ReadAllBytes(stock);
        if (!LoosenedLibrary.Loosen(image, LoosenedLibrary.Installed))
        {
            return 0;
        }

        // The copy lies elsewhere and no longer finds its neighbours: they must be in the process already.
        if (StockFile("libtorch_cpu.so") is { } own)
        {
            foreach (var file in LibtorchFiles)
            {
                LoadIfPresent(Path.GetDirectoryName(own)!, file);
            }
        }

        return new LibraryPlaces(PrivateFolder(), NativeLibrary.Load).Load(image, BindingFile);
    }

    /// <summary>The user's cache folder; null for a user without a home.</summary>
    private static string? PrivateFolder()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return !string.IsNullOrEmpty(cache) ? Path.Combine(cache, "slice-actors", "native")
            : !string.IsNullOrEmpty(home) ? Path.Combine(home, ".cache", "slice-actors", "native")
            : null;
    }
}
