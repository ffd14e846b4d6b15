using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

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

    /// <summary>Loads a library from memory, through a file of its own content's name in a private folder.</summary>
    /// <param name="image">The library.</param>
    /// <param name="name">File name.</param>
    /// <param name="cache">Folder that may keep it for the next process; a temporary one is taken when there is none or it cannot be written.</param>
    [SupportedOSPlatform("linux")]
    public static nint Load(byte[] image, string name, string? cache)
    {
        if (cache is not null && TryKeep(image, Path.Combine(cache, Convert.ToHexStringLower(SHA256.HashData(image))), name) is { } kept)
        {
            return NativeLibrary.Load(kept);
        }

        var temporary = Directory.CreateTempSubdirectory("slice-actors-");
        try
        {
            return NativeLibrary.Load(Keep(image, temporary.FullName, name));
        }
        finally
        {
            temporary.Delete(recursive: true); // The loaded library stays mapped.
        }
    }

    [SupportedOSPlatform("linux")]
    private static string? TryKeep(byte[] image, string folder, string name)
    {
        try
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return Keep(image, folder, name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Keep(byte[] image, string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(image))
        {
            return path;
        }

        // Processes that start together each write their own file; the last rename wins and changes nothing.
        var writing = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}";
        try
        {
            using (var file = new FileStream(writing, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(image);
            }

            File.Move(writing, path, overwrite: true);
        }
        finally
        {
            File.Delete(writing); // Gone already when it got its name.
        }

        return path;
    }
}
