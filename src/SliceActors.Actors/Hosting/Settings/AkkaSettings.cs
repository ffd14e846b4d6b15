using System.Globalization;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.Persistence.Sql;
using Akka.Remote.Transport.DotNetty;
using SliceActors.Actors.Hosting.Security;

namespace SliceActors.Actors.Hosting.Settings;

/// <summary>What an actor system is made of: settings files, with what this process was told put over them.</summary>
internal static class AkkaSettings
{
    /// <summary>Name of the actor system of every node and client: they talk only when it is the same.</summary>
    public const string System = "slice-actors";

    /// <summary>Settings of a node.</summary>
    public static Config Of(ClusterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Address(settings.Self.Host, settings.Self.Port, settings.Bind)
            .WithFallback(ConfigurationFactory.ParseString($"akka.cluster.roles = {HoconText.List(NodeRoles.InCluster(settings.Roles))}"))
            .WithFallback(Journal(settings.Journal))
            .WithFallback(settings.Overrides)
            .WithFallback(HoconFiles.Read(Files(settings)))
            .WithFallback(SqlPersistence.DefaultConfiguration)
            .WithFallback(Tools);
    }

    /// <summary>Settings of a client.</summary>
    public static Config Of(ClientSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var protocol = settings.Identity is null ? "akka.tcp" : "akka.ssl.tcp";
        var contacts = settings.Contacts.Select(contact => $"{protocol}://{System}@{contact}/system/receptionist");
        // Seeds tell clients apart by host and port. Nobody calls a client, so it listens where nobody else reaches it.
        return Address(Environment.MachineName, 0, "127.0.0.1")
            .WithFallback(ConfigurationFactory.ParseString($"akka.cluster.client.initial-contacts = {HoconText.List(contacts)}"))
            .WithFallback(settings.Overrides)
            .WithFallback(HoconFiles.Read(settings.Identity is null ? ["client.hocon"] : ["client.hocon", "tls.hocon"]))
            .WithFallback(Tools);
    }

    /// <summary>What settings cannot express; null where nothing is to be added.</summary>
    public static DotNettySslSetup? Setup(NodeIdentity? identity) => identity is null ? null : MutualTls.Setup(identity);

    // Without their serializers, messages of the tools would need one that writes everything.
    private static Config Tools => ClusterSingleton.DefaultConfig()
        .WithFallback(DistributedPubSub.DefaultConfig())
        .WithFallback(ClusterClientReceptionist.DefaultConfig());

    private static IEnumerable<string> Files(ClusterSettings settings) =>
    [
        "cluster.hocon",
        .. settings.Roles.Select(role => $"{role.Term()}.hocon"),
        .. settings.Journal is { } journal ? [journal is ClusterJournal.Database ? "journal-postgres.hocon" : "journal-sqlite.hocon"] : Array.Empty<string>(),
        .. settings.Identity is null ? Array.Empty<string>() : ["tls.hocon"],
    ];

    private static Config Journal(ClusterJournal? journal) => journal switch
    {
        null => Config.Empty,
        ClusterJournal.File file => SqliteJournal.Settings(file.Path),
        ClusterJournal.Database database => PostgresJournal.Settings(database.Connection),
        _ => throw new ArgumentOutOfRangeException(nameof(journal), journal, null),
    };

    private static Config Address(string host, int port, string bind) => ConfigurationFactory.ParseString($$"""
        akka.remote.dot-netty.tcp {
          public-hostname = {{HoconText.Quote(host)}}
          hostname = {{HoconText.Quote(bind)}}
          port = {{port.ToString(CultureInfo.InvariantCulture)}}
        }
        """);
}
