using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Studies.Folders;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Folders;

public sealed class ClusterMarkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ResultTree taken;

    public ClusterMarkTests()
    {
        taken = new ResultTree(folder.File("taken"));
        Mark(taken, "a stay");
    }

    [Fact]
    public void A_folder_is_no_copy_of_itself_under_whatever_path()
    {
        var link = folder.File("link");
        Directory.CreateSymbolicLink(link, taken.Root);

        Assert.False(ClusterMark.IsCopy(taken, taken));
        Assert.False(ClusterMark.IsCopy(new ResultTree(link), taken));
    }

    [Fact]
    public void A_folder_that_was_moved_is_no_copy()
    {
        var moved = new ResultTree(folder.File("moved"));
        Directory.Move(taken.Root, moved.Root);

        Assert.False(ClusterMark.IsCopy(moved, taken));
    }

    [Fact]
    public void What_was_copied_beside_the_folder_is_a_copy()
    {
        var copy = new ResultTree(folder.File("copy"));
        Directory.CreateDirectory(copy.Bookkeeping);
        foreach (var file in Directory.EnumerateFiles(taken.Bookkeeping))
        {
            File.Copy(file, Path.Combine(copy.Bookkeeping, Path.GetFileName(file)));
        }

        Assert.True(ClusterMark.IsCopy(copy, taken));
    }

    [Fact]
    public void What_a_cluster_took_at_another_time_is_a_folder_of_its_own()
    {
        var other = new ResultTree(folder.File("other"));
        Mark(other, "another stay");

        Assert.False(ClusterMark.IsCopy(other, taken));
    }

    public void Dispose() => folder.Dispose();

    private static void Mark(ResultTree tree, string stay)
    {
        Directory.CreateDirectory(tree.Bookkeeping);
        new ClusterMark(new RunId("0123456789abcdef"), stay, ["localhost:4053"], DateTimeOffset.UnixEpoch).Write(tree);
    }
}
