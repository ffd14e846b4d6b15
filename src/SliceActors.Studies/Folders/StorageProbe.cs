namespace SliceActors.Studies.Folders;

/// <summary>What the file system of a folder can do that a run needs, tried out on a file that goes again.</summary>
/// <param name="Folder">The folder that was tried: the nearest that exists.</param>
/// <param name="Mount">Where it lies; null where the system does not tell.</param>
/// <param name="HasLocks">Whether a process can keep a file to itself.</param>
/// <param name="HasPartLocks">Whether parts of a file can be locked, as the journal needs it.</param>
/// <param name="Trouble">Why nothing could be tried; null when it could.</param>
public sealed record StorageProbe(string Folder, MountPoint? Mount, bool HasLocks, bool HasPartLocks, string? Trouble)
{
    /// <summary>Where a run can keep its results.</summary>
    public const string Expected =
        "a folder on a local disk, or on a mount with locks (NFS: without 'nolock', and with its lock service running; Lustre: with 'flock'). Trained elsewhere, the results can be copied there afterwards.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Tries a folder, or the nearest above it that exists.</summary>
    public static StorageProbe Of(string folder)
    {
        var existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }

        // A lock service that is down keeps whoever asks it waiting.
        StorageProbe? probe = null;
        var trying = new Thread(() => probe = Try(existing)) { IsBackground = true };
        trying.Start();
        return trying.Join(Patience) ? probe! : Failed(existing, $"its locks did not answer within {Patience.TotalSeconds:0} s");
    }

    private static StorageProbe Try(string folder)
    {
        var path = Path.Combine(folder, $".slice-actors-{Guid.NewGuid():N}");
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            return new StorageProbe(folder, MountPoint.Of(RealPath(file)), FolderLock.IsEffective(path), FolderLock.HasPartLocks(file), null);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return Failed(folder, $"no file can be made in it: {trouble.Message.TrimEnd('.')}");
        }
    }

    private static StorageProbe Failed(string folder, string trouble) => new(folder, MountPoint.Of(folder), false, false, trouble);

    // Any folder on the way may be a link to another mount.
    private static string RealPath(FileStream file) => File.ResolveLinkTarget($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}", returnFinalTarget: false)?.FullName ?? file.Name;
}
