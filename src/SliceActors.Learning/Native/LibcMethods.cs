using System.Runtime.InteropServices;

namespace SliceActors.Learning.Native;

/// <summary>Calls of the C library that .NET has no word for.</summary>
internal static partial class LibcMethods
{
    /// <summary>Address of a symbol in exactly one version, 0 when there is none (glibc).</summary>
    [LibraryImport("libc", EntryPoint = "dlvsym", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint VersionedSymbol(nint library, string symbol, string version);

    /// <summary>Makes a file that exists in memory only.</summary>
    /// <returns>Its descriptor; negative when the system has none or refuses.</returns>
    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int CreateMemoryFile(string name, uint flags);
}
