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

    /// <summary>Sets a variable of the environment for native code, which does not see those that .NET sets.</summary>
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetVariable(string name, string value, int overwrite);

    /// <summary>A variable of the environment as native code sees it; null when it is not set, or empty.</summary>
    public static string? Variable(string name) => Marshal.PtrToStringUTF8(GetVariable(name)) is { Length: > 0 } value ? value : null;

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetVariable(string name);
}
