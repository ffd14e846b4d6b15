using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using SliceActors.Actors.Hosting.Clients;
using SliceActors.Actors.Hosting.Nodes;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Actors.Tests.Hosting.Security;
using SliceActors.Actors.Tests.Hosting.Settings;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Machines;
using SliceActors.Testing;
using SliceActors.Testing.Clusters;
using static SliceActors.Runs.Messages.ClientMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Tests.Hosting.Gates;

/// <summary>A whole cluster on loopback that trains a run while strangers call it.</summary>
internal sealed class GuardedNode : IAsyncDisposable
{
    private const string Version = "0.2.0";
    private const int Epochs = 10_000;
    private static readonly TimeSpan Within = Deadline.OfTests;

    private readonly TinyCaps caps = new();
    private readonly TemporaryFolder folder = new();
    private readonly FakeTraining training = new();
    private readonly TestSite? site;
    private ClusterNode node = null!;
    private FakeUnit unit = null!;
    private int epochs;

    private GuardedNode(bool hasCertificates)
    {
        site = hasCertificates ? new TestSite() : null;
        var spec = caps.Spec;
        caps.Spec = spec with { Optimisation = spec.Optimisation with { Epochs = Epochs } };
    }

    /// <summary>What it said of what went wrong.</summary>
    public KeptLog Log { get; } = new();

    /// <summary>How many have called or written, clients among them.</summary>
    public int Callers { get; private set; } = 1;

    private int Port => int.Parse(node.Address.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Starts it, with a network in training.</summary>
    public static async Task<GuardedNode> Start(bool hasCertificates)
    {
        var guarded = new GuardedNode(hasCertificates);
        var said = guarded.Identify(Said.Option(Setting.Roles, "seed,witness,trainer").And(Setting.Port, "0").And(Setting.JournalFile, guarded.folder.File("cluster.db")));
        var options = new ClusterNodeOptions(said.Node(), ComputeDevice.Cpus(1), 1, guarded.caps.Cache, guarded.caps.Cache.Folder, guarded.Log, new NoDesk(), Version, new Numerics("2.10", "AVX2", "AVX2", "none", "fused", "CPU"));
        guarded.node = await ClusterNode.StartAsync(options, guarded.training);
        await guarded.node.Registry.Ask<RunAccepted>(new OpenRun(guarded.caps.Submission()), Within);
        guarded.unit = guarded.training.Next();
        return guarded;
    }

    /// <summary>Fails unless the node books the next epoch and answers a client.</summary>
    /// <param name="strangers">How many have called or written since it was last asked.</param>
    public async Task WorksOn(int strangers)
    {
        Callers += strangers + 1;
        await Epoch();
        await using var client = await ClusterConnection.OpenAsync(Client(), Version, CancellationToken.None);
        Assert.Equal(node.Name, Assert.Single((await client.Ask<NodeList>(new GetNodes(), CancellationToken.None)).Nodes).Node);
        Assert.False(node.System.WhenTerminated.IsCompleted);
    }

    /// <summary>The next epoch is trained and booked.</summary>
    public async Task Epoch() => await unit.Epoch(epochs++).WaitAsync(Within);

    /// <summary>Calls it.</summary>
    /// <param name="showsCertificate">Whether as one of the site, after a handshake.</param>
    public async Task<Stream> Call(bool showsCertificate)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port);
        if (!showsCertificate)
        {
            return client.GetStream();
        }

        var (stream, identity) = (new SslStream(client.GetStream()), site!.Identity());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ClientCertificateContext = SslStreamCertificateContext.Create(identity.Certificate, additionalCertificates: null, offline: true),
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        });
        return stream;
    }

    /// <summary>An actor system that speaks as nodes do, and may say anything.</summary>
    public (ActorSystem System, ActorSelection Registry) Impostor()
    {
        var settings = ConfigurationFactory.ParseString($$"""
            akka.loglevel = OFF
            akka.loggers = []
            akka.actor.serializers.foreign = "{{typeof(ForeignSerializer).AssemblyQualifiedName}}"
            akka.actor.serialization-bindings {
              "{{typeof(ForeignSerializer.Letter).AssemblyQualifiedName}}" = foreign
            }
            """).WithFallback(AkkaSettings.Of(Client()));
        var setup = BootstrapSetup.Create().WithConfig(settings);
        var system = ActorSystem.Create(AkkaSettings.System, AkkaSettings.Setup(site?.Identity()) is { } tls ? setup.And(tls) : ActorSystemSetup.Create(setup));
        return (system, system.ActorSelection($"{(site is null ? "akka.tcp" : "akka.ssl.tcp")}://{AkkaSettings.System}@{node.Address}/user/registry"));
    }

    public async ValueTask DisposeAsync()
    {
        unit.Abandon();
        await node.DisposeAsync();
        training.Dispose();
        caps.Dispose();
        folder.Dispose();
        site?.Dispose();
    }

    private ClientSettings Client() => Identify(Said.Option(Setting.Contact, node.Address)).Client();

    private Said Identify(Said said) => site is null ? said : said.And(Setting.TlsAuthority, site.Files.Authority).And(Setting.TlsCertificate, site.Files.Certificate);
}
