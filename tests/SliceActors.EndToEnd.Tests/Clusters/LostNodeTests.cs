using System.Diagnostics;
using Xunit.Abstractions;
using static SliceActors.EndToEnd.Tests.Clusters.FiveNodes;

namespace SliceActors.EndToEnd.Tests.Clusters;

[Collection(ClusterGroup.Name)]
public sealed class LostNodeTests(ClusterStudy study, FiveNodes five, ITestOutputHelper log)
{
    private const string Late = "late";
    private static readonly TimeSpan StandsStill = TimeSpan.FromSeconds(40);

    [SkippableFact]
    public void What_a_killed_trainer_had_goes_on_elsewhere()
    {
        var (cluster, run) = five.UnderWay(study);
        var (killed, units) = (cluster[One], run.At(cluster[One]));

        killed.Kill();

        run.TrainsElsewhere("kill -9 of a trainer in an epoch", units, log);
        run.EndsAsUndisturbed(killed);
    }

    [SkippableFact]
    public void When_the_seed_with_the_registry_is_killed_the_other_one_goes_on_with_it()
    {
        var (cluster, run) = five.UnderWay(study);

        cluster[cluster.KeeperOfRegistry(Witness)].Kill();

        run.TrainsOn("kill -9 of the seed with the registry", log);
        run.EndsAsUndisturbed();
    }

    [SkippableFact]
    public void A_seed_with_the_registry_that_is_killed_and_started_again_at_once_costs_no_epoch()
    {
        var (cluster, run) = five.UnderWay(study);
        var keeper = cluster.KeeperOfRegistry(Witness);

        cluster[keeper].Kill();
        cluster.Start(keeper);

        run.TrainsOn("kill -9 of the seed with the registry, started again at once with the same address", log);
        run.EndsAsUndisturbed();
    }

    [SkippableFact]
    public void A_seed_with_the_registry_that_stands_still_and_comes_back_is_no_second_writer()
    {
        var (cluster, run) = five.UnderWay(study);
        var keeper = cluster[cluster.KeeperOfRegistry(Witness)];

        keeper.Stop();
        var stopped = Stopwatch.StartNew();
        run.TrainsOn("SIGSTOP of the seed with the registry", log);
        cluster.Until("it has stood still for long enough", () => stopped.Elapsed > StandsStill);
        keeper.Continue();

        run.EndsAsUndisturbed();
        cluster.Until("it is of the cluster again", () => cluster.Ask("runs").ExitCode == 0 && !keeper.HasEnded);
    }

    [SkippableFact]
    public void A_trainer_that_is_told_to_end_leaves_and_its_networks_go_on_elsewhere()
    {
        var (cluster, run) = five.UnderWay(study);
        var (ended, units) = (cluster[Two], run.At(cluster[Two]));

        ended.End();

        run.TrainsElsewhere("SIGTERM of a trainer", units, log);
        run.EndsAsUndisturbed(ended);
    }

    [SkippableFact]
    public void A_node_that_comes_late_gets_work()
    {
        var (cluster, run) = five.UnderWay(study);

        cluster.WhileTrainingPauses(() =>
        {
            cluster.Add(new NodePlan(Late, "trainer"));
            cluster.Until("the late node has networks", () => cluster[Late].Name.Length > 0 && run.At(cluster[Late]).Count > 0);
        });
        var late = cluster[Late];
        cluster.Retire(late);
        run.EndsAsUndisturbed(late);
    }

    [SkippableFact]
    public void Runs_of_two_clients_share_the_slots_and_both_go_on_when_all_nodes_were_killed_and_started_again()
    {
        var cluster = five.Whole(study);
        string[] outputs = [study.NewOutput(), study.NewOutput()];
        var clients = outputs.Select(output => cluster.StartClient([.. study.Arguments("submit", output), "--json"])).ToList();
        var runs = clients.Zip(outputs, (client, output) => new ClusterRun(cluster, study, ClusterRun.IdIn(client.WaitForEnd()), output)).ToList();
        clients.ForEach(client => client.Dispose());
        string[] trainers = [One, Two];
        bool Share(int slots) => runs.TrueForAll(run => trainers.Sum(node => run.At(cluster[node]).Count) == slots);
        cluster.Until("each run has its half of the slots", () => Share(trainers.Length));

        string[] all = [First, Second, Witness, One, Two];
        var killed = all.Select(node => cluster[node]).ToArray();
        Array.ForEach(killed, node => node.Kill());
        Array.ForEach(all, node => cluster.Start(node));

        runs.ForEach(run => run.TrainsOn("kill -9 of all five nodes, started again at once", log));
        runs.ForEach(run => run.EndsAsUndisturbed(killed));
    }

    [SkippableFact]
    public void Threads_go_on_while_the_only_seed_is_away()
    {
        var cluster = five.Whole(study);
        var keeper = cluster.KeeperOfRegistry(Witness);
        cluster[keeper == First ? Second : First].End();
        var run = cluster.Submit(study);
        run.IsUnderWay(One, Two);

        cluster[keeper].Kill();
        cluster.Start(keeper);

        run.TrainsOn("kill -9 of the only seed, and back", log);
        run.EndsAsUndisturbed();
    }

    [SkippableFact]
    public void Threads_go_on_when_the_last_seed_was_ended_in_order_until_one_is_back()
    {
        var cluster = five.Whole(study);
        var keeper = cluster.KeeperOfRegistry(Witness);
        cluster[keeper == First ? Second : First].End();
        var run = cluster.Submit(study);
        run.IsUnderWay(One, Two);

        cluster[keeper].End();
        cluster.Start(keeper);

        run.TrainsOn("SIGTERM of the last seed, and back", log);
        run.EndsAsUndisturbed();
    }
}
