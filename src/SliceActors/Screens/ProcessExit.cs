using System.Runtime.InteropServices;
using SliceActors.Endings;

namespace SliceActors.Screens;

/// <summary>The end of the process that nothing can delay: no handler runs, no library is unloaded, no thread is waited for.</summary>
internal static partial class ProcessExit
{
    /// <summary>Ends the process.</summary>
    public static void Now(ExitCode code) => Exit((int)code);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int code);
}
