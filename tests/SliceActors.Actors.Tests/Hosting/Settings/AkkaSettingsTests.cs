using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster.Tools.Client;
using Akka.Configuration;
using SliceActors.Actors.Hosting.Security;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Actors.Tests.Hosting.Security;
using SliceActors.Runs.Ids;
using SliceActors.Testing;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Tests.Hosting.Settings;

public sealed class AkkaSettingsTests : IDisposable
{
    private static readonly TimeSpan Within = Deadline.OfTests;
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("seed,witness,trainer", "seed,witness,trainer,voter")]
    [InlineData("witness", "witness,voter")]
    [InlineData("trainer", "trainer")]
    public void Seeds_and_witnesses_vote(string roles, string inCluster) =>
        Assert.Equal(inCluster.Split(','), AkkaSettings.Of(Said.Option(Setting.Roles, roles).And(Setting.Seeds, "127.0.0.1:4053").Node()).GetStringList("akka.cluster.roles"));

    [Fact]
    public void Settings_of_a_seed_with_a_database_are_in_force()
    {
        var config = AkkaSettings.Of(Said.Option(Setting.Database, "Host=/run;Database=d;Password=\"a\\b\"").And(Setting.Host, "seed1").And(Setting.Bind, "0.0.0.0").And(Setting.Roles, "seed").And(Setting.Insecure, "on").Node());

        Assert.Equal("PostgreSQL", config.GetString("akka.persistence.journal.sql.provider-name"));
        Assert.Equal("Host=/run;Database=d;Password=\"a\\b\"", config.GetString("akka.persistence.journal.sql.connection-string"));
        Assert.Equal(TimeSpan.FromSeconds(2), config.GetTimeSpan("akka.persistence.journal.sql.circuit-breaker.reset-timeout"));
        Assert.Equal(TimeSpan.FromSeconds(5), config.GetTimeSpan("akka.cluster.failure-detector.acceptable-heartbeat-pause"));
        Assert.Equal("voter", config.GetString("akka.cluster.split-brain-resolver.keep-majority.role"));
        Assert.Equal("seed1", config.GetString("akka.remote.dot-netty.tcp.public-hostname"));
        Assert.Equal("0.0.0.0", config.GetString("akka.remote.dot-netty.tcp.hostname"));
        Assert.Equal(4053, config.GetInt("akka.remote.dot-netty.tcp.port"));
        Assert.False(config.GetBoolean("akka.remote.dot-netty.tcp.enable-ssl"));
    }

    [Fact]
    public void Akka_s_own_settings_in_a_users_file_come_before_the_shipped_ones_and_passwords_stay_out()
    {
        File.WriteAllText(folder.File("site.conf"), "akka.cluster.failure-detector.acceptable-heartbeat-pause = 9s\nslice-actors.tls.password = secret");

        var config = AkkaSettings.Of(new Said { File = folder.File("site.conf") }.Node());

        Assert.Equal(TimeSpan.FromSeconds(9), config.GetTimeSpan("akka.cluster.failure-detector.acceptable-heartbeat-pause"));
        Assert.DoesNotContain("secret", config.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_is_answered_by_a_cluster_of_one(bool withCertificates)
    {
        using var site = new TestSite();
        var said = Said.Option(Setting.Port, "0").And(Setting.JournalFile, folder.File("cluster.db"));
        said = withCertificates ? said.And(Setting.TlsAuthority, site.Files.Authority).And(Setting.TlsCertificate, site.Files.Certificate) : said;
        var node = said.Node();
        using var system = Start(AkkaSettings.Of(node), node.Identity);
        var cluster = Akka.Cluster.Cluster.Get(system);
        await cluster.JoinAsync(cluster.SelfAddress, new CancellationTokenSource(Within).Token);
        ClusterClientReceptionist.Get(system).RegisterService(system.ActorOf(Props.Create<Echo>(), "echo"));

        var client = said.And(Setting.Contact, $"127.0.0.1:{cluster.SelfAddress.Port}").Client();
        using var caller = Start(AkkaSettings.Of(client), client.Identity);
        var contact = caller.ActorOf(ClusterClient.Props(ClusterClientSettings.Create(caller)), "client");
        var question = new GetRun(new RunId("0123456789abcdef"));

        Assert.Equal(question, await contact.Ask<GetRun>(new ClusterClient.Send("/user/echo", question), Within));
    }

    public void Dispose() => folder.Dispose();

    private static ActorSystem Start(Config config, NodeIdentity? identity)
    {
        var setup = BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString("akka.loglevel = ERROR").WithFallback(config));
        return ActorSystem.Create(AkkaSettings.System, AkkaSettings.Setup(identity) is { } tls ? setup.And(tls) : ActorSystemSetup.Create(setup));
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }
}
