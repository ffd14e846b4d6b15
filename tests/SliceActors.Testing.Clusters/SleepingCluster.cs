using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using SliceActors.Actors.Hosting.Clients;
using SliceActors.Actors.Hosting.Nodes;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Actors.Nodes;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Queries;
using SliceActors.Studies.Folders;
using static SliceActors.Runs.Messages.ClientMessages;
using static SliceActors.Runs.Messages.JournalMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Testing.Clusters;

/// <summary>A whole cluster in this process: each node an actor system of its own with a port on loopback, whose trainings sleep.</summary>
public sealed class SleepingCluster : IAsyncDisposable
{
    private const string Version = "scale";
    private static readonly TimeSpan Within = Deadline.OfTests;
    private const int MostTimes = 24;
    private static readonly TimeSpan TellAgainAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(20);

    private readonly SleepingStudy study;
    private readonly string? database;
    private readonly ILoggerFactory logging;
    private readonly int port = FreePort();
    private readonly List<ClusterNode> trainers = [];
    private ClusterNode? seed;

    private SleepingCluster(SleepingStudy study, string? database, ILoggerFactory logging) =>
        (this.study, this.database, this.logging) = (study, database, logging);

    /// <summary>What its trainings wait for.</summary>
    public SlotClock Clock { get; } = new();

    /// <summary>The file of its journal, where that is one.</summary>
    public string JournalFile => Path.Combine(study.Folder, "cluster.db");

    /// <summary>Starts a seed and trainers.</summary>
    /// <param name="study">What is to be run on it.</param>
    /// <param name="nodes">How many trainers.</param>
    /// <param name="slots">Slots of each.</param>
    /// <param name="epoch">How long an epoch takes.</param>
    /// <param name="database">Connection string of its journal; null for a file.</param>
    /// <param name="logging">Where its actors say what they do.</param>
    /// <returns>Ends when the registry knows all of them.</returns>
    public static async Task<SleepingCluster> StartAsync(SleepingStudy study, int nodes, int slots, TimeSpan epoch, string? database, ILoggerFactory logging)
    {
        var cluster = new SleepingCluster(study, database, logging);
        try
        {
            await cluster.StartSeedAsync().ConfigureAwait(false);
            for (var number = 0; number < nodes; number++)
            {
                cluster.trainers.Add(await cluster.Start("trainer", 0, slots, new SleepingTraining($"{number}", epoch, cluster.Clock)).ConfigureAwait(false));
            }

            using var patience = new CancellationTokenSource(Within);
            while ((await cluster.seed!.Registry.Ask<NodeList>(new GetNodes(), patience.Token).ConfigureAwait(false)).Nodes.Length < nodes)
            {
                await Task.Delay(LookAgainAfter, patience.Token).ConfigureAwait(false);
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A client of its own actor system.</summary>
    public Task<ClusterConnection> ConnectAsync() =>
        ClusterConnection.OpenAsync(ClientSettings.Read(Options((Setting.Contact, $"127.0.0.1:{port}")), DateTimeOffset.UtcNow), Version, CancellationToken.None);

    /// <summary>Has the cluster take the study over, as a node does that has checked it.</summary>
    /// <param name="told">The study, with what happened to it elsewhere.</param>
    /// <returns>How often it had to be told.</returns>
    public async Task<int> TakeOverAsync(IReadOnlyList<TakeOverRun> told)
    {
        for (var times = 1; times <= MostTimes; times++)
        {
            foreach (var part in told.SkipLast(1))
            {
                seed!.Registry.Tell(part, ActorRefs.NoSender);
            }

            try
            {
                await seed!.Registry.Ask<RunAccepted>(told[^1], TellAgainAfter).ConfigureAwait(false);
                return times;
            }
            catch (AskTimeoutException)
            {
                // Once more, as a node does.
            }
        }

        throw new TimeoutException("The cluster does not take the study over.");
    }

    /// <summary>Waits until the folder has its events again.</summary>
    public async Task IsHandedBackAsync()
    {
        using var patience = new CancellationTokenSource(Within);
        while (ClusterMark.Read(study.Tree) is not null)
        {
            await Task.Delay(LookAgainAfter, patience.Token).ConfigureAwait(false);
        }
    }

    /// <summary>How the study stands, as the registry's own node sees it.</summary>
    public async Task<RunView> StatusAsync() => (await seed!.Registry.Ask<RunStands>(new GetRun(study.Submission.Run), Within).ConfigureAwait(false)).View;

    /// <summary>Asks for what costs the registry nothing: it is there when this is answered.</summary>
    public async Task AskRegistryAsync() => await seed!.Registry.Ask<RunList>(new GetRuns(), Within).ConfigureAwait(false);

    /// <summary>Starts the seed, which founds the cluster.</summary>
    public async Task StartSeedAsync() => seed = await Start("seed", port, 1, new SleepingTraining("seed", TimeSpan.Zero, Clock)).ConfigureAwait(false);

    /// <summary>Ends the seed in order.</summary>
    public async Task StopSeedAsync()
    {
        var ended = seed;
        seed = null;
        if (ended is not null)
        {
            await ended.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(trainers.Select(trainer => trainer.DisposeAsync().AsTask())).ConfigureAwait(false);
        await StopSeedAsync().ConfigureAwait(false);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static SettingsSources Options(params IEnumerable<(Setting Setting, string Word)> said) =>
        new(null, new Dictionary<string, string>(), said.ToDictionary(option => option.Setting, option => (IReadOnlyList<string>)[option.Word]));

    private Task<ClusterNode> Start(string roles, int own, int slots, IUnitTraining training)
    {
        var settings = ClusterSettings.Read(
            Options(
            [
                (Setting.Roles, roles),
                (Setting.Port, $"{own}"),
                (Setting.Seeds, $"127.0.0.1:{port}"),
                database is null ? (Setting.JournalFile, JournalFile) : (Setting.Database, database),
            ]),
            DateTimeOffset.UtcNow);
        return ClusterNode.StartAsync(
            new ClusterNodeOptions(settings, ComputeDevice.Cpus(slots), 1, study.Cache, study.Cache.Folder, logging, new NoDesk(), Version, new Numerics("2.10", "AVX2", "AVX2", "none", "fused", "CPU")),
            training);
    }
}
