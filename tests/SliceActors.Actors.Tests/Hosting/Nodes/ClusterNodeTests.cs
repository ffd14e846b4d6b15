using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using SliceActors.Actors.Hosting.Nodes;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Actors.Tests.Hosting.Settings;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Queries;
using SliceActors.Runs.States;
using SliceActors.Testing;
using SliceActors.Testing.Clusters;
using SliceActors.Testing.Postgres;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Tests.Hosting.Nodes;

/// <summary>Nodes of a cluster with ports on loopback; their trainings do what the test says.</summary>
[Collection(SharedPostgres.Name)]
public sealed class ClusterNodeTests(PostgresServer server) : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Within = Deadline.OfTests;

    private readonly TinyCaps caps = new();
    private readonly TemporaryFolder folder = new();
    private readonly FakeTraining training = new();
    private readonly List<ClusterNode> nodes = [];
    private RunCommands.SubmitRun submission = null!;

    public Task InitializeAsync()
    {
        submission = caps.Submission();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task One_node_is_a_whole_cluster()
    {
        var node = await Start("seed,witness,trainer", FreePort());
        await Submit(node);

        var units = new[] { training.Next(), training.Next() };
        await Epoch(units[0]);
        Array.ForEach(units, unit => unit.Finish());

        await AwaitCompleted(node);
        Assert.True(File.Exists(Path.Combine(submission.OutputDirectory, "summary.tsv")));
    }

    [Fact]
    public async Task When_the_last_seed_ended_in_order_and_another_one_follows_it_the_threads_of_trainers_have_worked_on()
    {
        var port = FreePort();
        var seed = await Start("seed", port);
        var trainer = await Start("trainer", 0, [port]);
        await Submit(seed);
        var units = new[] { training.Next(), training.Next() };
        await Epoch(units[0]);

        await Stop(seed);
        var recorded = units[0].Epoch(1);
        var before = trainer.System;
        await before.WhenTerminated.WaitAsync(Within);
        Assert.False(recorded.IsCompleted);
        var next = await Start("seed", port);

        await recorded.WaitAsync(Within);
        Array.ForEach(units, unit => unit.Finish());
        await AwaitCompleted(next);
        Assert.Equal(2, training.Started);
    }

    [SkippableFact]
    public async Task Another_seed_takes_over_the_runs_of_one_that_ends_and_leaves_the_units_where_they_are()
    {
        var (database, ports) = (server.NewDatabase(), new[] { FreePort(), FreePort() });
        var seeds = new List<ClusterNode>();
        foreach (var port in ports)
        {
            seeds.Add(await Start("seed", port, ports, database));
        }

        await Start("trainer", 0, ports);
        await Submit(seeds[0]);
        var units = new[] { training.Next(), training.Next() };
        await Epoch(units[0]);

        await Stop(seeds[0]);
        await units[0].Epoch(1).WaitAsync(Within);
        Array.ForEach(units, unit => unit.Finish());
        await AwaitCompleted(seeds[1]);
        Assert.Equal(2, training.Started);
    }

    [Theory]
    [InlineData("trainer", "0.2.0", "akka.cluster.split-brain-resolver.stable-after is 9s here and 4s there")]
    [InlineData("witness", "0.3.0", "it runs version 0.2.0 of slice-actors, this is version 0.3.0")]
    public async Task A_node_of_another_version_or_with_other_settings_does_not_join_and_says_why(string roles, string version, string difference)
    {
        var port = FreePort();
        await Start("seed", port);
        await File.WriteAllTextAsync(folder.File("site.conf"), version == "0.2.0" ? "akka.cluster.split-brain-resolver.stable-after = 9s" : string.Empty);

        var other = await Start(roles, 0, [port], version: version, file: folder.File("site.conf"));

        var trouble = await Assert.ThrowsAnyAsync<Exception>(() => other.Completed.WaitAsync(Within));
        Assert.True(version == "0.2.0" ? trouble is TroubleException { Kind: TroubleKind.BadInput } : trouble is RefusedException, $"{trouble}");
        Assert.StartsWith($"The cluster of 127.0.0.1:{port} does not let this node in: {difference}. ", trouble.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_seed_with_other_settings_does_not_join_the_one_that_is_there()
    {
        var (database, ports) = (server.NewDatabase(), new[] { FreePort(), FreePort() });
        await Start("seed", ports[0], ports, database);
        await File.WriteAllTextAsync(folder.File("site.conf"), "akka.cluster.failure-detector.acceptable-heartbeat-pause = 9s");

        var other = await Start("seed", ports[1], ports, database, file: folder.File("site.conf"));

        Assert.Contains("acceptable-heartbeat-pause is 9s here and 5s there", (await Assert.ThrowsAsync<TroubleException>(() => other.Completed.WaitAsync(Within))).Message, StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        foreach (var node in nodes.AsEnumerable().Reverse())
        {
            await node.DisposeAsync();
        }
    }

    public void Dispose()
    {
        training.Dispose();
        caps.Dispose();
        folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task Epoch(FakeUnit unit) => await unit.Epoch(0).WaitAsync(Within);

    private async Task<ClusterNode> Start(string roles, int port, int[]? seeds = null, string? database = null, string version = "0.2.0", string? file = null)
    {
        var said = Said.Option(Setting.Roles, roles).And(Setting.Port, $"{port}");
        said = seeds is null ? said : said.And(Setting.Seeds, [.. seeds.Select(seed => $"127.0.0.1:{seed}")]);
        said = said with { File = file };
        said = database is null ? said.And(Setting.JournalFile, folder.File("cluster.db")) : said.And(Setting.Database, database);
        var node = await ClusterNode.StartAsync(new ClusterNodeOptions(said.Node(), ComputeDevice.Cpus(2), 1, caps.Cache, caps.Cache.Folder, NullLoggerFactory.Instance, new NoDesk(), version, new Numerics("2.10", "AVX2", "AVX2", "none", "fused", "CPU")), training);
        nodes.Add(node);
        return node;
    }

    private async Task Stop(ClusterNode node)
    {
        nodes.Remove(node);
        await node.DisposeAsync();
    }

    private async Task Submit(ClusterNode node) => Assert.Equal(submission.Run, (await node.Registry.Ask<RunAccepted>(new OpenRun(submission), Within)).Run);

    private async Task AwaitCompleted(ClusterNode node)
    {
        using var patience = new CancellationTokenSource(Within);
        RunView view;
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            view = (await node.Registry.Ask<RunStands>(new GetRun(submission.Run), Within)).View;
        }
        while (!view.IsOver);

        Assert.Equal(RunPhase.Completed, view.Phase);
    }
}
