using SliceActors.Studies.Folders;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Folders;

public sealed class StorageProbeTests : IDisposable
{
    private static readonly string[] Mounts =
    [
        "27 0 8:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,errors=remount-ro",
        "41 27 0:52 / /data rw,noatime shared:23 - nfs4 server:/export rw,vers=4.2,local_lock=none,addr=10.0.0.1",
        @"42 27 0:53 / /data/my\040results rw - nfs server:/my\040results rw,vers=3,nolock,local_lock=all",
        "43 27 0:54 / /scratch rw - lustre mgs@tcp:/scratch rw,localflock",
        "44 27 0:55 / /database rw - tmpfs none rw",
        "a line that is cut",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("/home/a", "/", "ext4", false, null)]
    [InlineData("/data", "/data", "nfs4", true, null)]
    [InlineData("/data/results", "/data", "nfs4", true, null)]
    [InlineData("/data/my results/1", "/data/my results", "nfs", true, "nolock")]
    [InlineData("/scratch/1", "/scratch", "lustre", true, "localflock")]
    [InlineData("/database/1", "/database", "tmpfs", false, null)]
    public void The_nearest_mount_of_a_path_tells_whose_its_locks_are(string path, string mount, string fileSystem, bool isNetwork, string? option)
    {
        var found = MountPoint.Of(path, Mounts)!;

        Assert.Equal((mount, fileSystem, isNetwork, option), (found.Path, found.FileSystem, found.IsNetwork, found.KeepsLocksByOption));
    }

    [Fact]
    public void A_folder_that_does_not_exist_yet_is_tried_above_and_nothing_is_left_there()
    {
        var probe = StorageProbe.Of(folder.File("a/b"));

        Assert.Equal(folder.Path, probe.Folder);
        Assert.True(probe is { HasLocks: true, HasPartLocks: true, Trouble: null });
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_link_is_followed_to_the_mount_that_it_leads_to()
    {
        Directory.CreateSymbolicLink(folder.File("link"), "/dev/shm");

        Assert.Equal(MountPoint.Of("/dev/shm"), StorageProbe.Of(folder.File("link")).Mount, (one, other) => one?.Path == other?.Path);
    }
}
