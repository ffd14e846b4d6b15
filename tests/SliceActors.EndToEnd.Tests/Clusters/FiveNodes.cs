using SliceActors.Testing.Postgres;

namespace SliceActors.EndToEnd.Tests.Clusters;

/// <summary>Two seeds with PostgreSQL, a witness and two trainers, started when they are first asked for.</summary>
public sealed class FiveNodes : IDisposable
{
    public const string First = "first";
    public const string Second = "second";
    public const string Witness = "witness";
    public const string One = "one";
    public const string Two = "two";

    private ClusterProcesses? cluster;

    /// <summary>The server of its journal.</summary>
    public PostgresServer Server { get; } = new();

    /// <summary>The cluster, whole.</summary>
    internal ClusterProcesses Whole(ClusterStudy study)
    {
        cluster ??= new ClusterProcesses(
            study.Cache,
            Server.NewDatabase(),
            new NodePlan(First, "seed"), new NodePlan(Second, "seed"), new NodePlan(Witness, "witness"), new NodePlan(One, "trainer"), new NodePlan(Two, "trainer"));
        cluster.IsWhole();
        return cluster;
    }

    /// <summary>The cluster, whole, with a run that both trainers have begun.</summary>
    internal (ClusterProcesses Cluster, ClusterRun Run) UnderWay(ClusterStudy study)
    {
        var run = Whole(study).Submit(study);
        run.IsUnderWay(One, Two);
        return (cluster!, run);
    }

    public void Dispose()
    {
        cluster?.Dispose();
        Server.Dispose();
    }
}
