using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;

namespace SliceActors.Studies.Folders;

/// <summary>
/// This process's hold on a result folder: a lock for the processes that see it, and a heartbeat for those on hosts that do not.
/// </summary>
internal sealed class FolderClaim : IDisposable
{
    private readonly FileStream held;
    private readonly Heartbeat heartbeat;

    private FolderClaim(FileStream held, Heartbeat heartbeat) => (this.held, this.heartbeat) = (held, heartbeat);

    /// <summary>Takes a folder. What was made for it goes again when it cannot be had.</summary>
    /// <param name="tree">The folder.</param>
    /// <param name="needsPartLocks">Whether a journal will lie in it.</param>
    /// <exception cref="RefusedException">Another process is at work in it.</exception>
    /// <exception cref="IOException">It cannot be written to, or its file system has no locks and a journal needs them.</exception>
    public static FolderClaim Take(ResultTree tree, bool needsPartLocks = true)
    {
        string[] missing = [.. new[] { LockPath(tree), tree.Bookkeeping, tree.Root }.Where(path => !Path.Exists(path))];
        try
        {
            DurableFile.CreateDirectory(tree.Bookkeeping);
            var held = FolderLock.TryTake(LockPath(tree)) ?? throw AtWork(tree);
            try
            {
                return new FolderClaim(held, Claim(tree, held, needsPartLocks));
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (UnauthorizedAccessException trouble)
        {
            TakeBack(missing);
            throw new IOException($"{tree.Root} cannot be written to: you have no permission. Expected: a folder in which you may create files.", trouble);
        }
        catch (IOException trouble)
        {
            TakeBack(missing);
            throw trouble is NoLocksException
                ? trouble
                : new IOException($"{tree.Root} cannot be written to: {trouble.Message.TrimEnd('.')}. Expected: a folder in which you may create files.", trouble);
        }
    }

    /// <summary>Whether a process is at work in the folder. Only reads.</summary>
    public static bool IsAtWork(ResultTree tree)
    {
        if (!File.Exists(LockPath(tree)))
        {
            return false;
        }

        return FolderLock.IsTaken(LockPath(tree), out var isEffective) || LivesBeyondTheLock(tree, isEffective, DateTime.UtcNow) is not null;
    }

    /// <summary>The process that names itself as the one at work in the folder, which it may have left in a hurry. Only reads.</summary>
    /// <returns>Null when none does.</returns>
    public static FolderOwner? OwnerOf(ResultTree tree) => FolderOwner.Read(OwnerPath(tree));

    /// <summary>Gives the folder back.</summary>
    public void Dispose()
    {
        heartbeat.Dispose();
        held.Dispose();
    }

    private static Heartbeat Claim(ResultTree tree, FileStream held, bool needsPartLocks)
    {
        if (needsPartLocks && !FolderLock.HasPartLocks(held))
        {
            throw new NoLocksException($"{tree.Root} lies on a file system without file locks, which the journal of a run needs. Expected: {StorageProbe.Expected}");
        }

        if (LivesBeyondTheLock(tree, FolderLock.IsEffective(LockPath(tree)), FileSystemTime(held)) is { } silence)
        {
            throw AtWork(tree, $" Its last sign of life is {silence.TotalSeconds:0} s old; if it was killed, try again in {(Heartbeat.Trusted - silence).TotalSeconds:0} s.");
        }

        return Heartbeat.Start(OwnerPath(tree), FolderOwner.ThisProcess());
    }

    /// <summary>For how long a process that this one's lock says nothing about has been silent; null when there is none that lives.</summary>
    private static TimeSpan? LivesBeyondTheLock(ResultTree tree, bool isEffective, DateTime now)
    {
        if (FolderOwner.Read(OwnerPath(tree)) is not { } owner || (owner.IsOnThisSystem && isEffective))
        {
            return null;
        }

        var silence = Heartbeat.Silence(OwnerPath(tree), now);
        return silence < Heartbeat.Trusted ? silence : null;
    }

    private static RefusedException AtWork(ResultTree tree, string more = "")
    {
        var owner = OwnerOf(tree);
        return new RefusedException($"Another process is at work in {tree.Root}{(owner is null ? string.Empty : $" ({owner})")}.{more}");
    }

    // Setting a length, even the same, sets the time of the last change; the hosts' own clocks may differ.
    private static DateTime FileSystemTime(FileStream held)
    {
        held.SetLength(0);
        return File.GetLastWriteTimeUtc(held.SafeFileHandle);
    }

    private static void TakeBack(IEnumerable<string> made)
    {
        foreach (var path in made)
        {
            try
            {
                if (Directory.Exists(path))
                {
                    Directory.Delete(path);
                }
                else
                {
                    File.Delete(path);
                }
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                // Somebody else has put something there, or nothing can be changed there at all.
            }
        }
    }

    private static string LockPath(ResultTree tree) => Path.Combine(tree.Bookkeeping, "owner.lock");

    private static string OwnerPath(ResultTree tree) => Path.Combine(tree.Bookkeeping, "owner.json");

    private sealed class NoLocksException(string message) : IOException(message);
}
