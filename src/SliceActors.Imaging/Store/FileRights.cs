namespace SliceActors.Imaging.Store;

/// <summary>Tells what the system refuses for want of rights from all else that can go wrong with a file.</summary>
internal static class FileRights
{
    private const int ReadOnlyFileSystem = 30; // EROFS on Linux

    /// <summary>Whether the file belongs to somebody else, its permissions forbid it, or the file system is mounted read-only.</summary>
    public static bool AreMissing(Exception error) => error is UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem };
}
