using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using static SliceActors.Runs.Events.RunEvents;

namespace SliceActors.EndToEnd.Tests.Clusters;

/// <summary>Nodes that compute as machines with other processors do.</summary>
[Collection(NodeGroup.Name)]
public sealed class MixedProcessorsTests(ClusterStudy study)
{
    private const string New = "new";
    private const string Old = "old";
    private const string Other = "other";

    // Of .NET and the C library an older machine uses less, too.
    private static readonly string[] AsOld =
        ["/usr/bin/env", "ATEN_CPU_CAPABILITY=default", "ONEDNN_MAX_CPU_ISA=SSE41", "DOTNET_EnableHWIntrinsic=0", "GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F,-AVX2,-FMA"];

    [SkippableFact]
    public void Portable_nodes_of_any_age_train_a_study_together_and_one_that_computes_otherwise_is_not_used_and_says_why()
    {
        Surroundings.NeedOneDnn();
        var undisturbed = study.NewOutput();
        SliceActorsProgram.RunAlone([.. study.Alone(undisturbed), "--portable"]).Ended(0);
        using var cluster = new ClusterProcesses(
            study.Cache,
            null,
            new NodePlan(New, "seed witness trainer") { Options = ["--portable"] },
            new NodePlan(Old, "trainer") { Options = ["--portable"], Within = AsOld });
        cluster.IsWhole();
        var run = cluster.Submit(study, options: "--portable");
        run.IsUnderWay(New, Old);

        cluster.WhileTrainingPauses(() =>
        {
            cluster.Add(new NodePlan(Other, "trainer") { Within = AsOld });
            cluster.Until("the node that computes otherwise is there", () => cluster[Other].HasJoined);
            cluster.Until("it is said that it is not used, and why", () => cluster.Ask("nodes", "--json").Output.Contains("It computes with ATen DEFAULT instead of AVX2, oneDNN SSE41 instead of AVX2", StringComparison.Ordinal));
        });
        cluster.Ask("watch", run.Id, "-q").Ended(0);

        FolderSnapshot.AssertSameResults(undisturbed, run.Output);
        var trainers = run.Events.OfType<UnitAssigned>().Select(assigned => assigned.Node).ToHashSet();
        Assert.Equal(new HashSet<string> { cluster[New].Name, cluster[Old].Name }, trainers);
        Assert.False(cluster[Other].HasEnded);
    }
}
