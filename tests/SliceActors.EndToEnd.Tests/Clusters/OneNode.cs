namespace SliceActors.EndToEnd.Tests.Clusters;

/// <summary>A cluster of one node with its journal in a file, started when it is first asked for.</summary>
public sealed class OneNode : IDisposable
{
    /// <summary>What tests call the node.</summary>
    public const string Node = "node";

    private ClusterProcesses? cluster;

    /// <summary>The cluster, whole.</summary>
    internal ClusterProcesses Whole(ClusterStudy study)
    {
        cluster ??= new ClusterProcesses(study.Cache, null, new NodePlan(Node, "seed witness trainer") { Slots = ClusterStudy.Networks });
        cluster.IsWhole();
        return cluster;
    }

    public void Dispose() => cluster?.Dispose();
}
