using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Studies.Folders;

namespace SliceActors.Studies.Prediction;

/// <summary>
/// This process's hold on a prefix, so that of two predictions under one name the second is refused. It lies in a hidden folder beside the tables, which goes with it: other prefixes stay free, and
/// folders of ClinicaDL get no bookkeeping. What a process that was killed leaves of it is taken over.
/// </summary>
internal sealed class PrefixClaim : IDisposable
{
    private readonly string folder;
    private readonly FolderClaim claim;

    private PrefixClaim(string folder, FolderClaim claim) => (this.folder, this.claim) = (folder, claim);

    /// <summary>Takes a prefix.</summary>
    /// <param name="results">Where the tables will lie.</param>
    /// <param name="prefix">The prefix, which can be a file name.</param>
    /// <exception cref="RefusedException">Another process has it.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static PrefixClaim Take(ResultTree results, string prefix)
    {
        var held = new ResultTree(FolderOf(results, prefix));
        while (true)
        {
            try
            {
                var claim = FolderClaim.Take(held, needsPartLocks: false);
                if (Directory.Exists(held.Bookkeeping))
                {
                    return new PrefixClaim(held.Root, claim);
                }

                claim.Dispose();
            }
            catch (RefusedException)
            {
                var owner = FolderClaim.OwnerOf(held);
                throw new RefusedException(
                    $"Another process is predicting under the prefix {prefix} of {results.Root}{(owner is null ? string.Empty : $" ({owner})")}. Use another prefix, or wait until it has ended.");
            }
            catch (IOException gone) when (gone.InnerException is DirectoryNotFoundException && Directory.Exists(results.Root))
            {
                // Whoever had it ended in this moment and took the folder away.
            }
        }
    }

    /// <summary>Folder of the hold.</summary>
    internal static string FolderOf(ResultTree results, string prefix) => Path.Combine(results.Root, $".predicting-{prefix}");

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        try
        {
            // While it is held: afterwards it may be another's already.
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // Some file systems keep the name of what is open: the next one finds nobody in it and takes it.
        }

        claim.Dispose();
    }
}
