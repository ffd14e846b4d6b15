using System.Runtime.InteropServices;

namespace SliceActors.Runs.Files;

/// <summary>Flags of open(2) whose values depend on the processor (asm-generic/fcntl.h of Linux; ARM and POWER have their own).</summary>
/// <param name="Directory">O_DIRECTORY: nothing but a folder is opened.</param>
/// <param name="NoFollow">O_NOFOLLOW: a symbolic link is not opened.</param>
internal readonly record struct OpenFlags(int Directory, int NoFollow)
{
    /// <summary>O_NONBLOCK, the same everywhere: opening a pipe waits for nobody.</summary>
    public const int NonBlocking = 0x800;

    /// <summary>O_CLOEXEC, the same everywhere: no child process inherits the file.</summary>
    public const int CloseOnExec = 0x80000;

    /// <summary>The flags of this machine.</summary>
    public static OpenFlags Here { get; } = Of(RuntimeInformation.ProcessArchitecture);

    /// <summary>The flags of a processor.</summary>
    public static OpenFlags Of(Architecture processor) => processor is Architecture.Arm or Architecture.Armv6 or Architecture.Arm64 or Architecture.Ppc64le
        ? new OpenFlags(Directory: 0x4000, NoFollow: 0x8000)
        : new OpenFlags(Directory: 0x10000, NoFollow: 0x20000);
}
