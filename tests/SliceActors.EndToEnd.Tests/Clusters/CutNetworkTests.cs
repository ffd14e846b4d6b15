using Xunit.Abstractions;

namespace SliceActors.EndToEnd.Tests.Clusters;

[Collection(ClusterGroup.Name)]
public sealed class CutNetworkTests(ClusterStudy study, FiveNodes five, ITestOutputHelper log)
{
    // Keys are places.
    private const string First = "1";
    private const string Second = "2";
    private const string Witness = "3";
    private const string Trainer = "4";

    [SkippableFact]
    public void A_registry_that_is_cut_off_and_reached_again_is_no_second_writer()
    {
        using var network = new CutNetwork(places: 4);
        using var cluster = Cluster(network);
        var run = UnderWay(cluster);

        network.Cut(Place(First));
        run.TrainsOn("partition of the seed with the registry", log, () => cluster[Witness].RegistryAt!.Contains($"@{cluster[Second].Plan.Address}/", StringComparison.Ordinal));
        network.Heal(Place(First));

        // Wherever the registry is by then: the sequence of its events has no gap, and none twice.
        run.EndsAsUndisturbed();
    }

    [SkippableFact]
    public void A_first_seed_that_is_started_again_while_it_is_cut_off_founds_no_second_cluster()
    {
        using var network = new CutNetwork(places: 4);
        using var cluster = Cluster(network);
        var run = UnderWay(cluster);

        network.Cut(Place(First));
        cluster[First].Kill();
        cluster.Start(First);
        run.TrainsOn("first seed killed and started again while it is cut off", log);
        cluster.Until("the seed says that it is there", () => cluster[First].Name.Length > 0);
        Assert.False(cluster[First].HasJoined);
        network.Heal(Place(First));

        run.EndsAsUndisturbed();
        string[] nodes = [First, Second, Witness];
        cluster.Until("the first seed and the others know one registry", () => nodes.All(node => cluster[node].HasJoined) && nodes.Select(node => KnownRegistry(cluster[node])).Distinct().Count() == 1);
    }

    /// <summary>Where a node found the registry; one that keeps it names no host.</summary>
    private static string KnownRegistry(NodeProcess node) => node.RegistryAt!.Contains('@', StringComparison.Ordinal) ? node.RegistryAt.Split('@')[1].Split('/')[0] : node.Plan.Address;

    private static int Place(string key) => int.Parse(key, System.Globalization.CultureInfo.InvariantCulture);

    private ClusterProcesses Cluster(CutNetwork network)
    {
        NodePlan At(string key, string roles, int slots = 2) => new(key, roles)
        {
            Host = network.AddressOf(Place(key)),
            Slots = slots,
            Options = ["--caps_root", study.Folder, "--results_root", study.Folder],
            Within = network.Within(Place(key)),
        };
        return new ClusterProcesses(study.Cache, five.Server.NewDatabase(), At(First, "seed"), At(Second, "seed"), At(Witness, "witness"), At(Trainer, "trainer", slots: 4));
    }

    private ClusterRun UnderWay(ClusterProcesses cluster)
    {
        cluster.Start(First);
        cluster.Until("the first seed keeps the registry", () => cluster[First].HasJoined);
        cluster.IsWhole();
        var run = cluster.Submit(study);
        run.IsUnderWay(Trainer);
        return run;
    }
}
