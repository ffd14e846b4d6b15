using System.Runtime.InteropServices;

namespace SliceActors.Imaging.Tests.Support;

/// <summary>As long as it lives, this thread has the rights of a user who owns nothing. Only root can become somebody else.</summary>
internal sealed class SomebodyElse : IDisposable
{
    private const uint Nobody = 65534;

    public SomebodyElse()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root can become somebody else.");
        _ = SetFileSystemUser(Nobody);
    }

    public void Dispose() => _ = SetFileSystemUser(0);

    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern int SetFileSystemUser(uint user);
}
