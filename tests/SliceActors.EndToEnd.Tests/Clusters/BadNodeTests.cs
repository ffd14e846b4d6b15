using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.Testing;
using static SliceActors.Runs.Events.RunEvents;

namespace SliceActors.EndToEnd.Tests.Clusters;

[Collection(ClusterGroup.Name)]
public sealed class BadNodeTests(ClusterStudy study) : IDisposable
{
    private const string Sound = "sound";
    private const string Bad = "bad";

    private readonly TemporaryFolder folder = new();

    [SkippableFact]
    public void What_a_node_without_the_mount_of_the_images_declines_is_trained_elsewhere() =>
        IsDeclinedAndTrainedElsewhere($"mount -t tmpfs none '{study.Data.Caps}'", study.Data.Caps);

    [SkippableFact]
    public void What_a_node_with_a_full_disk_declines_is_trained_elsewhere() =>
        IsDeclinedAndTrainedElsewhere($"mount -t tmpfs -o size=64k none '{folder.Path}'", folder.Path);

    public void Dispose() => folder.Dispose();

    private void IsDeclinedAndTrainedElsewhere(string mount, string place)
    {
        Surroundings.NeedMounts();
        using var cluster = new ClusterProcesses(study.Cache, null, new NodePlan(Sound, "seed witness trainer"));
        cluster.IsWhole();
        var run = cluster.Submit(study);
        run.IsUnderWay(Sound);

        var bad = cluster.Add(new NodePlan(Bad, "trainer")
        {
            Options = ["--cache_dir", folder.Path],
            Within = ["unshare", "-m", "sh", "-c", $"{mount} && exec \"$@\"", "sh"],
        });

        run.EndsAsUndisturbed(bad);
        var declined = run.Events.OfType<UnitDeclined>().ToList();
        Assert.NotEmpty(declined);
        Assert.All(declined, unit => Assert.Contains(place, unit.Reason, StringComparison.Ordinal));
        Assert.False(bad.HasEnded);
    }
}
