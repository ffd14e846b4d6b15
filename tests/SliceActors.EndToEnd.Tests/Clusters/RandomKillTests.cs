using System.Globalization;
using Xunit.Abstractions;
using static SliceActors.EndToEnd.Tests.Clusters.FiveNodes;

namespace SliceActors.EndToEnd.Tests.Clusters;

/// <summary>Nodes drawn at random are killed and started again; SLICE_ACTORS_CLUSTER_KILLS says how many, SLICE_ACTORS_KILL_SEED which.</summary>
[Collection(ClusterGroup.Name)]
public sealed class RandomKillTests(ClusterStudy study, FiveNodes five, ITestOutputHelper log)
{
    private const int Usual = 5;

    [SkippableFact]
    public void Whichever_nodes_are_killed_runs_end_by_themselves_as_undisturbed_ones()
    {
        var (kills, seed) = (Number("SLICE_ACTORS_CLUSTER_KILLS") ?? Usual, Number("SLICE_ACTORS_KILL_SEED") ?? Random.Shared.Next());
        log.WriteLine($"SLICE_ACTORS_KILL_SEED={seed}");
        var random = new Random(seed);
        string[] nodes = [First, Second, Witness, One, Two];
        var left = kills;
        while (left > 0)
        {
            var (cluster, run) = five.UnderWay(study);
            var killed = new List<NodeProcess>();
            for (; left > 0 && !run.IsOver; left--)
            {
                var key = nodes[random.Next(nodes.Length)];
                killed.Add(cluster[key]);
                cluster[key].Kill();
                cluster.Start(key);
                if (random.Next(2) > 0)
                {
                    // Else the next one may go while this one is not back yet.
                    cluster.IsWhole();
                }

                run.TrainsOn($"kill -9 of {key}, started again at once", log);
            }

            run.EndsAsUndisturbed([.. killed]);
        }
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
