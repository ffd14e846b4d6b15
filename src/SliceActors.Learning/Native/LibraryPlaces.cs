using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace SliceActors.Learning.Native;

/// <summary>
/// Loads a library that was made in memory. The loader of the system wants a file, and not every folder will do: some cannot be written, and from those mounted
/// <c>noexec</c> nothing can be loaded. So the cache is tried, then a temporary folder, then a file that exists in memory only.
/// </summary>
/// <param name="cache">Folder that may keep the library for the next process; null when there is none.</param>
/// <param name="load">How a file is loaded; throws <see cref="DllNotFoundException"/> when it cannot be.</param>
[SupportedOSPlatform("linux")]
internal sealed class LibraryPlaces(string? cache, Func<string, nint> load)
{
    private const uint CloseOnExec = 1;
    private const uint Executable = 16;

    /// <summary>Loads a library from the first place that works.</summary>
    /// <param name="image">The library.</param>
    /// <param name="name">File name.</param>
    /// <exception cref="UnplacedLibraryException">It can be loaded from nowhere.</exception>
    public nint Load(byte[] image, string name)
    {
        var refusals = new List<string>();
        foreach (var place in new[] { FromCache, FromTemporaryFolder, FromMemory })
        {
            try
            {
                if (place(image, name) is { } library)
                {
                    return library;
                }
            }
            catch (Exception e) when (e is DllNotFoundException or IOException or UnauthorizedAccessException)
            {
                refusals.Add(LastLine(e.Message));
            }
        }

        throw new UnplacedLibraryException(
            $"{name}, adapted to the libstdc++ of this machine, can be loaded from nowhere ({string.Join("; ", refusals)}). "
            + "Set XDG_CACHE_HOME or TMPDIR to a folder that can be written and is not mounted noexec.");
    }

    private nint? FromCache(byte[] image, string name)
    {
        if (cache is null)
        {
            return null;
        }

        var folder = Path.Combine(cache, Convert.ToHexStringLower(SHA256.HashData(image)));
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return load(Keep(image, folder, name));
    }

    private nint? FromTemporaryFolder(byte[] image, string name)
    {
        var temporary = Directory.CreateTempSubdirectory("slice-actors-");
        try
        {
            return load(Keep(image, temporary.FullName, name));
        }
        finally
        {
            temporary.Delete(recursive: true); // The loaded library stays mapped.
        }
    }

    private nint? FromMemory(byte[] image, string name)
    {
        // A kernel before 6.3 knows no executable files; a later one may need to be asked for one.
        var descriptor = LibcMethods.CreateMemoryFile(name, CloseOnExec | Executable);
        descriptor = descriptor < 0 ? LibcMethods.CreateMemoryFile(name, CloseOnExec) : descriptor;
        if (descriptor < 0)
        {
            throw new IOException($"memory: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        using var file = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Write);
        file.Write(image);
        file.Flush();
        return load($"/proc/self/fd/{descriptor}");
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

    /// <summary>.NET puts its own advice before the sentence of the system's loader.</summary>
    private static string LastLine(string message) => message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
}
