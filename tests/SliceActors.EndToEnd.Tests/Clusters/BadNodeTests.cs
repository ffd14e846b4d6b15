using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.Testing;
using static SliceActors.Runs.Events.RunEvents;

namespace SliceActors.EndToEnd.Tests.Clusters;

[Collection(NodeGroup.Name)]
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

    [SkippableFact]
    public void A_node_that_mounts_the_storage_elsewhere_trains_and_writes_as_the_others_do()
    {
        Surroundings.NeedMounts();
        const string Desk = "desk", Elsewhere = "elsewhere";
        using var cluster = new ClusterProcesses(study.Cache, null, new NodePlan("head", "seed witness"), new NodePlan(Desk, "trainer") { Slots = 1 });
        cluster.IsWhole();
        var run = cluster.Submit(study);
        run.IsUnderWay(Desk);

        var (named, here) = (study.Folder, folder.File("here"));
        Directory.CreateDirectory(here);
        cluster.WhileTrainingPauses(() =>
        {
            cluster.Add(new NodePlan(Elsewhere, "trainer")
            {
                Options = ["--cache_dir", folder.File("cache"), "--caps_root", $"{named}={here}", "--results_root", $"{named}={here}"],
                Within = ["unshare", "-m", "sh", "-c", $"mount --bind '{named}' '{here}' && mount -t tmpfs none '{named}' && exec \"$@\"", "sh"],
            });
            cluster.Until("it has networks", () => cluster[Elsewhere].Name.Length > 0 && run.At(cluster[Elsewhere]).Count > 0);
        });
        run.IsUnderWay(Elsewhere);
        var desk = cluster[Desk];
        cluster.Retire(desk);

        run.EndsAsUndisturbed(desk);
    }

    public void Dispose() => folder.Dispose();

    private void IsDeclinedAndTrainedElsewhere(string mount, string place)
    {
        Surroundings.NeedMounts();
        using var cluster = new ClusterProcesses(study.Cache, null, new NodePlan(Sound, "seed witness trainer"));
        cluster.IsWhole();
        var run = cluster.Submit(study);
        run.IsUnderWay(Sound);

        cluster.WhileTrainingPauses(() =>
        {
            cluster.Add(new NodePlan(Bad, "trainer")
            {
                Options = ["--cache_dir", folder.Path],
                Within = ["unshare", "-m", "sh", "-c", $"{mount} && exec \"$@\"", "sh"],
            });
            cluster.Until("it has declined a network", () => run.Events.OfType<UnitDeclined>().Any());
        });

        var bad = cluster[Bad];
        run.EndsAsUndisturbed(bad);
        var declined = run.Events.OfType<UnitDeclined>().ToList();
        Assert.All(declined, unit => Assert.Contains(place, unit.Reason, StringComparison.Ordinal));
        Assert.False(bad.HasEnded);
    }
}
