using System.Diagnostics;
using SliceActors.Testing.Postgres;
using Xunit.Abstractions;

namespace SliceActors.EndToEnd.Tests.Clusters;

[Collection(ClusterGroup.Name)]
public sealed class LostDatabaseTests(ClusterStudy study, FiveNodes five, ITestOutputHelper log)
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(30);

    [SkippableFact]
    public void Runs_wait_while_the_database_is_away_and_go_on_when_it_is_back()
    {
        var (cluster, run) = five.UnderWay(study);

        five.Server.Stop();
        var stopped = Stopwatch.StartNew();
        cluster.Until("the database was away for long enough", () => stopped.Elapsed > Away);
        five.Server.StartAgain();

        run.TrainsOn("PostgreSQL stopped for 30 s, and back", log);
        run.EndsAsUndisturbed();
    }

    [SkippableFact]
    public void A_database_that_is_started_again_while_epochs_are_being_stored_costs_no_epoch()
    {
        var (cluster, run) = five.UnderWay(study);
        using (PostgresServer.Hold(cluster.Database!, "journal"))
        {
            cluster.Until("an epoch is being stored", () => PostgresServer.HasWaiting(cluster.Database!, "journal"));
            five.Server.Stop();
        }

        five.Server.StartAgain();

        run.TrainsOn("PostgreSQL stopped while an epoch was being stored, and started again", log);
        run.EndsAsUndisturbed();
    }
}
