using System.Data.Common;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;
using Npgsql;
using SliceActors.Actors.Hosting.Joining;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Actors.Nodes;
using SliceActors.Actors.Places;
using SliceActors.Actors.Results;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Machines;
using static SliceActors.Actors.Messages.LocalMessages;
using AkkaCluster = Akka.Cluster.Cluster;

namespace SliceActors.Actors.Hosting.Nodes;

/// <summary>
/// A process of a cluster. Its training threads, and its heart if it is a seed, outlive its actor system: a node that was put out of the cluster, or that sees
/// no seed any more, makes a new one and joins again, and says what its threads are doing.
/// </summary>
public sealed class ClusterNode : IAsyncDisposable
{
    private static readonly TimeSpan JoinWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WithoutSeed = TimeSpan.FromSeconds(5);

    private readonly ClusterNodeOptions options;
    private readonly NodeSettings? trainer;
    private readonly ISeedHeart? heart;
    private readonly ITerms? terms;
    private readonly NpgsqlDataSource? database;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task life;
    private Entrance entrance = null!;
    private FileStream? journalHold;
    private TaskCompletionSource renew = NewSignal();
    private int port;

    private ClusterNode(ClusterNodeOptions options, IUnitTraining training, NpgsqlDataSource? database)
    {
        (this.options, this.database) = (options, database);
        port = options.Settings.Self.Port;
        Name = NodeName.Of(options.Settings.Self.Host, options.Settings.Self.Port, DateTimeOffset.UtcNow);
        var workshop = new Workshop(options.Slots);
        trainer = options.Settings.Is(NodeRole.Trainer)
            ? new NodeSettings(Name, workshop, options.FillThreads, options.Cache, training, new ResultsWriter(JournalFile.WriteAsync, options.Report), options.Settings.Roots.AreElsewhere ? null : options.Desk, options.Numerics)
            {
                Places = new StudyPlaces(options.Settings.Roots, options.WeightsFolder),
                CheckpointEvery = options.Settings.CheckpointEvery,
            }
            : null;
        if (options.Settings.Is(NodeRole.Seed))
        {
            heart = database is null ? new LoneHeart() : new SeedHeart(database, SeedTimes.Proven, Hear);
            terms = database is null ? new ConstantTerms() : new Terms(database);
        }

        Begin();
        life = Live();
    }

    /// <summary>Name of the node, unlike that of any other process.</summary>
    public string Name { get; }

    /// <summary>Where others reach it.</summary>
    public string Address => $"{options.Settings.Self with { Port = port }}";

    /// <summary>Where the runs are kept, for people; empty on a node that is no seed.</summary>
    public string Journal => JournalPlace();

    /// <summary>Ends when the node was stopped, or was told to leave and has trained what it had; fails when it cannot go on.</summary>
    public Task Completed => life;

    /// <summary>The way to the registry of runs, from the actor system of this moment.</summary>
    internal IActorRef Registry { get; private set; } = ActorRefs.Nobody;

    /// <summary>The actor system of this moment.</summary>
    internal ActorSystem System { get; private set; } = null!;

    private IActorRef? Agent { get; set; }

    /// <summary>Starts a node; it joins, or founds, its cluster by itself.</summary>
    /// <param name="options">How it works.</param>
    /// <exception cref="BadInputException">Its port is taken, or its address is none of this machine.</exception>
    /// <exception cref="TroubleException">Its journal cannot be used, or another node does not let it in.</exception>
    public static Task<ClusterNode> StartAsync(ClusterNodeOptions options) => StartAsync(options, new TorchTraining());

    internal static async Task<ClusterNode> StartAsync(ClusterNodeOptions options, IUnitTraining training)
    {
        ArgumentNullException.ThrowIfNull(options);
        await Port.CheckAsync(options.Settings).ConfigureAwait(false);
        try
        {
            return await Make(options, training).ConfigureAwait(false);
        }
        catch (Exception trouble) when (Port.IsTaken(trouble))
        {
            // Who was started at the same moment found it free, too.
            throw Port.Taken(options.Settings.Self.Port);
        }
    }

    private static async Task<ClusterNode> Make(ClusterNodeOptions options, IUnitTraining training)
    {
        switch (options.Settings.Journal)
        {
            case ClusterJournal.File file:
                SqliteJournal.Prepare(file.Path);
                var hold = Hold(file.Path);
                return new ClusterNode(options, training, null) { journalHold = hold };
            case ClusterJournal.Database server:
                return new ClusterNode(options, training, await DatabaseStart.Open(server.Connection).ConfigureAwait(false));
            default:
                return new ClusterNode(options, training, null);
        }
    }

    /// <summary>Leaves the cluster in order: training threads end within a batch, others take over what was trained here.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Agent is { } agent)
        {
            await agent.Ask<AllStopped>(new StopAll(), JoinWithin).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        }

        if (trainer is not null)
        {
            await trainer.Workshop.Stop(JoinWithin).ConfigureAwait(false);
        }

        await stopping.CancelAsync().ConfigureAwait(false);
        await CoordinatedShutdown.Get(System).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance).ConfigureAwait(false);
        await life.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // One that was made in this moment.
        await System.Terminate().ConfigureAwait(false);
        if (heart is not null)
        {
            await heart.LeaveAsync().ConfigureAwait(false);
        }

        if (database is not null)
        {
            await database.DisposeAsync().ConfigureAwait(false);
        }

        if (journalHold is not null)
        {
            await journalHold.DisposeAsync().ConfigureAwait(false);
        }

        stopping.Dispose();
    }

    /// <summary>Two nodes that are alone with one file would write into each other's runs.</summary>
    private static FileStream Hold(string journal)
    {
        try
        {
            return new FileStream($"{journal}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException trouble)
        {
            throw new TroubleException(TroubleKind.Storage, $"{journal} is the journal of another node that is at work, or cannot be locked ({trouble.Message}). Name another file (--journal), or join that node as a trainer (--roles trainer --seeds HOST:PORT).");
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Hear(SeedNews news)
    {
        if (news is SeedNews.NewSystemNeeded)
        {
            renew.TrySetResult();
        }
    }

    /// <summary>Makes an actor system and sees to it that it joins.</summary>
    private void Begin()
    {
        renew = NewSignal();
        var config = ConfigurationFactory.ParseString($$"""
            akka.loglevel = {{(options.Logging.CreateLogger<ClusterNode>().IsEnabled(LogLevel.Information) ? "INFO" : "OFF")}}
            akka.stdout-loglevel = OFF
            akka.loggers = ["Akka.Hosting.Logging.LoggerFactoryLogger, Akka.Hosting"]
            akka.remote.dot-netty.tcp.port = {{port}}
            """).WithFallback(AkkaSettings.Of(options.Settings));
        var setup = BootstrapSetup.Create().WithConfig(config).And(new LoggerFactorySetup(new StrangersLog(options.Logging)));
        System = ActorSystem.Create(AkkaSettings.System, AkkaSettings.Setup(options.Settings.Identity) is { } tls ? setup.And(tls) : setup);

        // Whoever was given a port by the system keeps it: others know it by that.
        var cluster = AkkaCluster.Get(System);
        port = cluster.SelfAddress.Port ?? port;
        entrance = new Entrance(System, options.Version);
        var seat = new ClusterSeat(System, entrance.Join);
        (Registry, Agent) = ClusterActors.Start(System, options, trainer, terms, seat.Down, JournalSource() is { } source ? (source, Journal) : null);
        if (heart is not null)
        {
            heart.Serve(seat);
        }
        else
        {
            entrance.Join([.. options.Settings.Seeds.Select(seed => new Address(cluster.SelfAddress.Protocol, AkkaSettings.System, seed.Host, seed.Port))]);
        }
    }

    private async Task Live()
    {
        var refused = Admission.Refused(() => AkkaCluster.Get(System), options.Settings, stopping.Token);
        while (!stopping.IsCancellationRequested)
        {
            var (system, differs, begun) = (System, entrance.Refused, DateTime.UtcNow);
            using var watch = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            var lost = heart is null ? SeesNoSeed(AkkaCluster.Get(system), watch.Token) : Task.Delay(Timeout.Infinite, watch.Token);
            var drained = trainer?.Workshop.Drained ?? lost;
            var ended = await Task.WhenAny(system.WhenTerminated, renew.Task, lost, heart?.Completed ?? lost, drained, refused, differs).ConfigureAwait(false);
            await watch.CancelAsync().ConfigureAwait(false);
            if (stopping.IsCancellationRequested || (trainer is not null && ended == drained))
            {
                return;
            }

            if (ended == refused)
            {
                throw new TroubleException(TroubleKind.BadInput, await refused.ConfigureAwait(false));
            }

            if (ended == differs)
            {
                throw await differs.ConfigureAwait(false);
            }

            if (heart is not null && ended == heart.Completed)
            {
                await heart.Completed.ConfigureAwait(false);
            }

            await system.Terminate().ConfigureAwait(false);
            if (DateTime.UtcNow - begun < AtLeast)
            {
                // One that ends as soon as it is there would be made again without a pause.
                await Task.Delay(AtLeast, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (!stopping.IsCancellationRequested)
            {
                Begin();
            }
        }
    }

    /// <summary>A last seed that ends in order makes nobody unreachable: nobody would ever be told to look for the next one.</summary>
    private static async Task SeesNoSeed(AkkaCluster cluster, CancellationToken cancellation)
    {
        var seen = DateTime.UtcNow;
        while (DateTime.UtcNow - seen < WithoutSeed)
        {
            await Task.Delay(LookEvery, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
            var members = cluster.State.Members;
            if (members.IsEmpty || members.Any(member => member.HasRole(NodeRole.Seed.Term()) && member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up))
            {
                // Who is not a member yet goes on asking all of them.
                seen = DateTime.UtcNow;
            }
        }
    }

    private DbDataSource? JournalSource() => options.Settings.Journal is ClusterJournal.File file ? SqliteJournal.Source(file.Path) : database;

    private string JournalPlace() => options.Settings.Journal switch
    {
        ClusterJournal.File file => file.Path,
        ClusterJournal.Database server => new NpgsqlConnectionStringBuilder(server.Connection) is var where ? $"{where.Database} on {where.Host}" : string.Empty,
        _ => string.Empty,
    };
}
