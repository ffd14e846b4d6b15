using System.Runtime.InteropServices;

namespace SliceActors.Learning.Native;

/// <summary>
/// A copy of <c>libLibTorchSharp.so</c> that an older libstdc++ accepts. The stock file was built with GCC 13 and asks for versions that Debian 12, Ubuntu 22.04
/// and RHEL 9 do not have, although every function it calls is there.
/// </summary>
internal static class LoosenedLibrary
{
    private const string StandardLibrary = "libstdc++.so.6";

    /// <summary>An anchor without a relocation: no code ever calls it (GCC 13, <c>ios_init.cc</c>).</summary>
    private const string Anchor = "_ZSt21ios_base_library_initv";

    /// <summary>Loosens every version of libstdc++ that this machine lacks.</summary>
    /// <param name="image">The stock file; changed in place.</param>
    /// <param name="has">Whether the installed libstdc++ has a symbol, in that version or, for null, in any.</param>
    /// <returns>Whether anything was changed.</returns>
    /// <exception cref="DllNotFoundException">A function is missing for real.</exception>
    public static bool Loosen(byte[] image, Func<string, string?, bool> has)
    {
        var needs = ElfVersionNeeds.Read(image, StandardLibrary);
        var missing = needs.Versions().Where(version => version.Symbols.Any(symbol => !has(symbol, version.Name))).ToList();
        var absent = missing.SelectMany(version => version.Symbols).Where(symbol => symbol != Anchor && !has(symbol, null)).ToList();
        if (absent.Count > 0)
        {
            throw new DllNotFoundException(
                $"The installed {StandardLibrary} is too old for TorchSharp: it lacks {string.Join(", ", absent)}. Install one of GCC 11 or newer.");
        }

        foreach (var version in missing)
        {
            needs.Loosen(version.Name);
        }

        return missing.Count > 0;
    }

    /// <summary>Whether this machine's libstdc++ has a symbol.</summary>
    public static bool Installed(string symbol, string? version)
    {
        var library = NativeLibrary.Load(StandardLibrary);
        return version is null ? NativeLibrary.TryGetExport(library, symbol, out _) : LibcMethods.VersionedSymbol(library, symbol, version) != 0;
    }
}
