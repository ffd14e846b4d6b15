using SliceActors.Endings;
using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.Runs.Files;
using Xunit.Abstractions;

namespace SliceActors.EndToEnd.Tests.Clusters;

[Collection(NodeGroup.Name)]
public sealed class OneNodeTests(ClusterStudy study, OneNode one, ITestOutputHelper log) : IClassFixture<OneNode>
{
    [Fact]
    public void Two_submissions_at_once_are_one_run_which_ends_as_train_does()
    {
        var (cluster, output) = (one.Whole(study), study.NewOutput());

        using var first = cluster.StartClient([.. study.Arguments("submit", output), "--json"]);
        using var second = cluster.StartClient([.. study.Arguments("submit", output), "--json"]);
        var ids = new[] { first, second }.Select(client => ClusterRun.IdIn(client.WaitForEnd())).ToList();
        var waited = cluster.Ask([.. study.Arguments("submit", output), "--wait"]).Ended(0);

        Assert.Equal(ids[0], ids[1]);
        Assert.Contains($"Run {ids[0]} is in the hands of the cluster already.", waited.Output, StringComparison.Ordinal);
        Assert.Contains($"One page with all of it: {Path.Combine(output, "report.html")}", waited.Output, StringComparison.Ordinal);
        FolderSnapshot.AssertSameResults(study.Undisturbed, output);
        FolderSnapshot.AssertSamePage(study.Undisturbed, output);
        new ClusterRun(cluster, study, ids[0], output).EndsAsUndisturbed();
    }

    [Fact]
    public void A_client_that_is_killed_while_it_waits_changes_nothing()
    {
        var (cluster, output) = (one.Whole(study), study.NewOutput());
        string id;
        using (var client = cluster.StartClient([.. study.Arguments("submit", output), "--wait"]))
        {
            cluster.Until("the study is submitted", () => File.Exists(Path.Combine(output, ".slice-actors", "cluster.json")));
            id = ClusterRun.IdIn(cluster.Ask([.. study.Arguments("submit", output), "--json"]));
            new ClusterRun(cluster, study, id, output).IsUnderWay(OneNode.Node);
            client.Kill();
        }

        cluster.Ask("watch", id[..6], "-q").Ended(0);

        new ClusterRun(cluster, study, id, output).EndsAsUndisturbed();
    }

    [Fact]
    public void Permutations_and_repeats_come_to_the_same_as_on_one_machine()
    {
        var (cluster, alone, output) = (one.Whole(study), study.NewOutput(), study.NewOutput());
        string[] more = ["--permutations", "2", "--repeats", "1", "--epochs", "3"];

        cluster.Ask([.. study.Arguments("submit", output, more), "--wait"]).Ended(0);
        SliceActorsProgram.Run([.. study.Arguments("train", alone, more), "--cache_dir", study.Cache, "--slots", $"{ClusterStudy.Networks}"]).Ended(0);

        Assert.All(
            (string[])["permutations.tsv", "chance.tsv", "repeats.tsv", "people-validation.tsv"],
            table => Assert.Equal(File.ReadAllText(Path.Combine(alone, table)), File.ReadAllText(Path.Combine(output, table))));
        FolderSnapshot.AssertSameResults(alone, output);
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("nodes")]
    public void A_cluster_that_is_not_there_is_an_exit_code_of_its_own(string command)
    {
        var contact = $"127.0.0.1:{Ports.Next()}";

        SliceActorsProgram.Run(command, "--contact", contact).Ended((int)ExitCode.ClusterNotReachable).Said($"No seed answers at {contact}.");
    }

    [Fact]
    public void Findings_are_those_of_check()
    {
        var cluster = one.Whole(study);
        string[] Faulty(string command) => study.Arguments(command, study.NewOutput(), "--split", "0", "5", "--diagnoses", "AD", "XY");

        var (here, there) = (SliceActorsProgram.Run(Faulty("check")).Ended((int)ExitCode.BadInput), cluster.Ask(Faulty("submit")).Ended((int)ExitCode.BadInput));

        Assert.NotEmpty(here.Errors);
        Assert.Equal(here.Errors, there.Errors);
    }

    [Fact]
    public void A_run_that_was_cancelled_goes_on_on_one_machine()
    {
        var cluster = one.Whole(study);
        var run = cluster.Submit(study);
        run.IsUnderWay(OneNode.Node);

        cluster.Ask("cancel", run.Output).Ended(0);
        cluster.Until("the folder has its events", () => !File.Exists(Path.Combine(run.Output, ".slice-actors", "cluster.json")));
        SliceActorsProgram.Run("resume", run.Output, "--cache_dir", study.Cache, "--slots", "6").Ended(0);

        FolderSnapshot.AssertSameResults(study.Undisturbed, run.Output);
        Assert.Equal(ClusterStudy.Networks * ClusterStudy.Epochs, new JournalFile(run.Output).Count(JournalFile.EpochCompleted));
    }

    [Fact]
    public void A_run_that_was_interrupted_on_one_machine_goes_on_in_the_cluster_and_ends_there_though_its_page_cannot_be_written()
    {
        var (cluster, output) = (one.Whole(study), study.NewOutput());
        var epochs = new Moments(output).MoreEpochs(20);
        using (var program = SliceActorsProgram.Start(study.Alone(output)))
        {
            Assert.True(program.WaitUntil(epochs.HasCome));
            program.Signal("INT");
            program.WaitForEnd().Ended((int)ExitCode.Interrupted);
        }

        var (before, page) = (new JournalFile(output).Count(JournalFile.EpochCompleted), new ResultTree(output).Report);
        Directory.CreateDirectory(page);
        cluster.Ask("resume", output).Ended(0);
        var watched = cluster.Ask("watch", output, "-q").Ended(0).Output;

        FolderSnapshot.AssertSameResults(study.Undisturbed, output);
        Assert.Equal(ClusterStudy.Networks * ClusterStudy.Epochs, new JournalFile(output).Count(JournalFile.EpochCompleted));
        log.WriteLine($"{before} epochs on one machine, the others in the cluster");

        Assert.Contains("Warning: there is no new report.html: ", watched, StringComparison.Ordinal);
        Assert.Contains($"slice-actors report {output}", watched, StringComparison.Ordinal);
        Assert.Contains(cluster[OneNode.Node].Lines, line => line.Contains("has no report", StringComparison.Ordinal));
        Directory.Delete(page);
        Assert.Contains($"It has no report. To write it: slice-actors report {output}", SliceActorsProgram.Run("status", output).Ended(0).Output, StringComparison.Ordinal);
        SliceActorsProgram.Run("report", output).Ended(0);
        FolderSnapshot.AssertSamePage(study.Undisturbed, output);
    }

    [Fact]
    public void When_all_nodes_were_killed_and_started_again_the_run_goes_on_by_itself()
    {
        var cluster = one.Whole(study);
        var run = cluster.Submit(study);
        run.IsUnderWay(OneNode.Node);
        var killed = cluster[OneNode.Node];
        var units = run.At(killed);

        killed.Kill();
        cluster.Start(OneNode.Node);

        run.TrainsElsewhere("kill -9 of the only node, started again at once", units, log);
        run.EndsAsUndisturbed(killed);
    }
}
