using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using SliceActors.Actors.Hosting.Security;
using SliceActors.Endings;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.Runs.Files;
using SliceActors.Studies.Folders;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Clusters;

/// <summary>Nodes that cannot be, or are to be no longer: each says so in a sentence and ends.</summary>
[Collection(NodeGroup.Name)]
public sealed class NodeStartTests(ClusterStudy study, OneNode one) : IClassFixture<OneNode>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_port_that_is_taken_is_bad_input()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        SliceActorsProgram.Run("node", "--port", $"{port}", "--journal", folder.File("a.db")).Ended((int)ExitCode.BadInput).Said($"--port: {port} is taken by another process");
    }

    [Fact]
    public void A_port_that_a_node_has_is_bad_input()
    {
        var port = one.Whole(study).Seeds[0].Split(':')[1];

        SliceActorsProgram.Run("node", "--port", port, "--journal", folder.File("a.db")).Ended((int)ExitCode.BadInput).Said($"--port: {port} is taken by another process");
    }

    [Fact]
    public void An_address_of_another_machine_is_bad_input() =>
        SliceActorsProgram.Run("node", "--host", "192.0.2.1", "--insecure", "--caps_root", folder.Path, "--results_root", folder.Path, "--journal", folder.File("a.db"))
            .Ended((int)ExitCode.BadInput).Said("--host: 192.0.2.1: ");

    [Fact]
    public void A_journal_that_another_node_has_is_storage_trouble()
    {
        var journal = folder.File("a.db");
        using var first = SliceActorsProgram.Start("node", "--port", "0", "--journal", journal, "-q");
        Assert.True(first.WaitUntil(() => File.Exists($"{journal}.lock")));

        SliceActorsProgram.Run("node", "--port", "0", "--journal", journal).Ended((int)ExitCode.Storage).Said($"{journal} is the journal of another node");
    }

    [Fact]
    public void A_database_that_is_not_there_is_storage_trouble() =>
        SliceActorsProgram.Run("node", "--port", "0", "--database", $"Host={folder.Path};Database=none;Username=none").Ended((int)ExitCode.Storage).Said("none");

    [Fact]
    public void Certificates_of_another_authority_let_in_neither_nodes_nor_clients()
    {
        var port = Ports.Next();
        foreach (var site in new[] { "site", "other" })
        {
            SliceActorsProgram.Run("certs", folder.File(site), "--hosts", "127.0.0.1").Ended(0);
        }

        using var seed = SliceActorsProgram.Start(["node", "--port", $"{port}", "--journal", folder.File("a.db"), .. Identity("site", "127.0.0.1.p12")]);
        Assert.True(seed.WaitUntil(() => Nodes("site", port).ExitCode == (int)ExitCode.Done));

        Nodes("other", port).Ended((int)ExitCode.ClusterNotReachable).Said("is refused: its certificate was not signed by the authority");
        SliceActorsProgram.Run("nodes", "--contact", $"127.0.0.1:{port}").Ended((int)ExitCode.ClusterNotReachable).Said($"127.0.0.1:{port} lets in only who shows a certificate, and this process has none");
        SliceActorsProgram.Run(["node", "--roles", "trainer", "--port", "0", "--seeds", $"127.0.0.1:{port}", .. Identity("other", "127.0.0.1.p12")])
            .Ended((int)ExitCode.BadInput).Said("is refused: its certificate was not signed by the authority");
        SliceActorsProgram.Run("node", "--roles", "trainer", "--port", "0", "--seeds", $"127.0.0.1:{port}")
            .Ended((int)ExitCode.BadInput).Said($"127.0.0.1:{port} lets in only who shows a certificate, and this process has none");
    }

    [Theory]
    [InlineData("old", "expired on")]
    [InlineData("none", "no such file")]
    public void A_certificate_that_has_expired_or_is_missing_is_bad_input_for_nodes_and_clients(string name, string words)
    {
        var site = new SiteCertificates(folder.Path);
        site.MakeAuthority(DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        site.MakeHost("old", DateTimeOffset.UtcNow - TimeSpan.FromMinutes(30), TimeSpan.Zero, string.Empty);
        string[] identity = ["--tls_authority", site.Authority, "--tls_certificate", site.FileOf(name)];

        SliceActorsProgram.Run(["nodes", "--contact", $"127.0.0.1:{Ports.Next()}", .. identity]).Ended((int)ExitCode.BadInput).Said(site.FileOf(name), words);
        SliceActorsProgram.Run(["node", "--port", "0", "--journal", folder.File("a.db"), .. identity]).Ended((int)ExitCode.BadInput).Said(site.FileOf(name), words);
    }

    [Fact]
    public void A_run_that_waits_goes_on_when_it_is_resumed_and_ends_as_train_does()
    {
        var (cluster, output) = (one.Whole(study), study.NewOutput());
        var id = ClusterRun.IdIn(cluster.Ask([.. study.Arguments("submit", output), "--json"]));
        new ClusterRun(cluster, study, id, output).IsUnderWay(OneNode.Node);

        using (var stopped = JsonDocument.Parse(cluster.Ask("pause", id[..6], "--json").Ended(0).Output))
        {
            Assert.Equal(("paused", output), (stopped.RootElement.GetProperty("state").GetString(), stopped.RootElement.GetProperty("output_directory").GetString()));
        }

        Assert.Contains("\"state\":\"paused\"", cluster.Ask("status", id[..6], "--json").Ended(0).Output, StringComparison.Ordinal);
        Assert.EndsWith("the run waits until it is resumed", cluster.Ask("logs", output).Ended(0).OutputLines[^1], StringComparison.Ordinal);
        Assert.Equal(id, ClusterRun.IdIn(cluster.Ask("resume", id[..6], "--json")));
        using var followed = cluster.StartClient("logs", id[..6], "--all", "--epochs", "--follow", "--json");
        using var watched = SliceActorsProgram.Start("watch", output, "--json");

        FollowsToTheEnd(followed.WaitForEnd().Ended(0).OutputLines);
        using var last = JsonDocument.Parse(watched.WaitForEnd().Ended(0).OutputLines[^1]);
        Assert.Equal("completed", last.RootElement.GetProperty("state").GetString());
        Assert.Equal([new string('c', 3), new string('c', 3)], last.RootElement.GetProperty("folds").EnumerateArray().Select(fold => fold.GetProperty("networks").GetString()));
        FolderSnapshot.AssertSameResults(study.Undisturbed, output);
    }

    [Fact]
    public void A_node_with_other_settings_is_refused_in_a_sentence()
    {
        var seed = one.Whole(study).Seeds[0];
        var file = folder.File("site.conf");
        File.WriteAllText(file, "akka.cluster.failure-detector.acceptable-heartbeat-pause = 9s");

        SliceActorsProgram.Run("node", "--roles", "trainer", "--port", "0", "--seeds", seed, "--settings", file).Ended((int)ExitCode.BadInput)
            .Said($"The cluster of {seed} does not let this node in: akka.cluster.failure-detector.acceptable-heartbeat-pause is 9s here and 5s there.");
    }

    [Fact]
    public void A_node_whose_port_the_system_chose_is_found_by_what_it_says_of_itself()
    {
        var output = study.NewOutput();
        using var node = new NodeProcess(new NodePlan("node", "seed witness trainer"), ["node", "--port", "0", "--journal", folder.File("a.db"), "--cache_dir", study.Cache], new Dictionary<string, string>());
        Assert.True(SpinWait.SpinUntil(() => node.Name.Length > 0 || node.HasEnded, Deadline.OfTests));
        var address = node.Lines[0].Split(' ')[3].TrimEnd(':');

        SliceActorsProgram.Run([.. study.Arguments("submit", output), "--contact", address]).Ended(0);

        Assert.Equal([address], ClusterMark.Read(new ResultTree(output))!.Contacts.AsEnumerable());
        Assert.Contains("\"state\":\"stopped_by_a_person\"", SliceActorsProgram.Run("cancel", output, "--json").Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_is_drained_ends_by_itself()
    {
        var cluster = one.Whole(study);
        var late = cluster.Add(new NodePlan("late", "trainer") { Slots = 1 });
        cluster.Until("the late node is there", () => cluster.Ask("nodes", "--json").Output.Contains(late.Name, StringComparison.Ordinal) && late.HasJoined);

        Assert.Contains("\"draining\":", cluster.Ask("drain", late.Name, "--json").Ended(0).Output, StringComparison.Ordinal);

        cluster.Until("it has ended", () => late.HasEnded);
        cluster.Retire(late);
        cluster.Until("it is listed no more", () => !cluster.Ask("nodes", "--json").Ended(0).Output.Contains(late.Name, StringComparison.Ordinal));
    }

    public void Dispose() => folder.Dispose();

    private static void FollowsToTheEnd(IReadOnlyList<string> lines)
    {
        var events = lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(Enumerable.Range(1, lines.Count), events.Select(one => one.GetProperty("number").GetInt32()));
        Assert.Equal("run_completed", events[^1].GetProperty("event").GetString());
        Assert.Equal(ClusterStudy.Networks * ClusterStudy.Epochs, events.Count(one => one.GetProperty("event").GetString() == "epoch_completed"));
        Assert.All(events, one => Assert.True(one.GetProperty("time").GetDateTime() <= DateTime.UtcNow));
    }

    private string[] Identity(string site, string file) => ["--tls_authority", Path.Combine(folder.File(site), "ca.crt"), "--tls_certificate", Path.Combine(folder.File(site), file)];

    private ProgramResult Nodes(string site, int port) => SliceActorsProgram.Run(["nodes", "--contact", $"127.0.0.1:{port}", .. Identity(site, "client.p12")]);
}
