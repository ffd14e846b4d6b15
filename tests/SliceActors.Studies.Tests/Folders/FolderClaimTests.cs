using System.Text.Json;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Studies.Folders;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Folders;

public sealed class FolderClaimTests : IDisposable
{
    private static readonly FolderOwner Elsewhere = new("node3", "another boot", 4711, new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero));

    private readonly TemporaryFolder folder = new();
    private readonly ResultTree tree;

    public FolderClaimTests() => tree = new ResultTree(folder.File("results"));

    private string OwnerFile => Path.Combine(tree.Bookkeeping, "owner.json");

    [Fact]
    public void Who_is_refused_hears_which_process_is_at_work_and_where()
    {
        using var taken = OutputFolder.Take(tree);
        var refused = Assert.Throws<RefusedException>(() => OutputFolder.Take(tree));
        Assert.Contains($"{tree.Root} (process {Environment.ProcessId} on {Environment.MachineName}, since ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_owner_is_named_while_it_works_and_no_longer()
    {
        using (OutputFolder.Take(tree))
        {
            Assert.True(FolderOwner.Read(OwnerFile)!.IsOnThisSystem);
        }

        Assert.False(File.Exists(OwnerFile));
    }

    [Fact]
    public void A_process_on_another_host_whose_heartbeat_is_young_is_believed_though_its_lock_is_not_seen()
    {
        Leave(Elsewhere, TimeSpan.FromSeconds(5));
        Assert.True(OutputFolder.IsAtWork(tree));
        var refused = Assert.Throws<RefusedException>(() => OutputFolder.Take(tree));
        Assert.Contains("process 4711 on node3, since 2024-05-06 07:08 UTC", refused.Message, StringComparison.Ordinal);
        Assert.Contains("try again in", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Elsewhere, FolderOwner.Read(OwnerFile));
    }

    [Fact]
    public void A_process_on_another_host_whose_heartbeat_is_old_is_dead()
    {
        Leave(Elsewhere, TimeSpan.FromSeconds(61));
        Assert.False(OutputFolder.IsAtWork(tree));
        OutputFolder.Take(tree).Dispose();
    }

    [Fact]
    public void A_process_on_this_system_that_holds_no_lock_is_dead_however_young_its_heartbeat_is()
    {
        Leave(FolderOwner.ThisProcess(), TimeSpan.Zero);
        Assert.False(OutputFolder.IsAtWork(tree));
        OutputFolder.Take(tree).Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Host\":")]
    public void A_file_that_its_process_did_not_finish_names_nobody(string left)
    {
        Directory.CreateDirectory(tree.Bookkeeping);
        File.WriteAllText(OwnerFile, left);
        OutputFolder.Take(tree).Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_said_to_be_not_writable_and_not_to_be_at_work()
    {
        File.WriteAllText(tree.Root, "a file");
        var trouble = Assert.Throws<IOException>(() => OutputFolder.Take(tree));
        Assert.StartsWith($"{tree.Root} cannot be written to: ", trouble.Message, StringComparison.Ordinal);
        Assert.Equal("a file", File.ReadAllText(tree.Root));
    }

    [Fact]
    public void A_lock_keeps_others_away_only_while_it_is_held()
    {
        var file = folder.Write("lock", []);
        Assert.False(FolderLock.IsEffective(file));
        using var held = FolderLock.TryTake(file)!;
        Assert.True(FolderLock.IsEffective(file));
        Assert.True(FolderLock.HasPartLocks(held));
        Assert.Null(FolderLock.TryTake(file));
    }

    public void Dispose() => folder.Dispose();

    private void Leave(FolderOwner owner, TimeSpan silence)
    {
        Directory.CreateDirectory(tree.Bookkeeping);
        File.WriteAllText(Path.Combine(tree.Bookkeeping, "owner.lock"), string.Empty);
        File.WriteAllBytes(OwnerFile, JsonSerializer.SerializeToUtf8Bytes(owner));
        File.SetLastWriteTimeUtc(OwnerFile, DateTime.UtcNow - silence);
    }
}
