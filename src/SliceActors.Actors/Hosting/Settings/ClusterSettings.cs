using System.Collections.Immutable;
using System.Net;
using Akka.Configuration;
using Npgsql;
using SliceActors.Actors.Hosting.Security;
using SliceActors.Actors.Places;
using SliceActors.Learning.Training;
using SliceActors.Runs.Errors;

namespace SliceActors.Actors.Hosting.Settings;

/// <summary>Everything that a node of a cluster has to know before it starts, checked.</summary>
public sealed record ClusterSettings
{
    private const int SeedPort = 4053;
    private const int OtherPort = 4054;

    private ClusterSettings()
    {
    }

    /// <summary>What the node is for, at least one.</summary>
    public required ImmutableSortedSet<NodeRole> Roles { get; init; }

    /// <summary>What others reach it by; its port is 0 when the system chooses.</summary>
    public required NodeAddress Self { get; init; }

    /// <summary>Address to listen on.</summary>
    public required string Bind { get; init; }

    /// <summary>The seeds; empty for a seed that is the only one.</summary>
    public required ImmutableArray<NodeAddress> Seeds { get; init; }

    /// <summary>Where it keeps the runs; null when it is no seed.</summary>
    public required ClusterJournal? Journal { get; init; }

    /// <summary>Networks trained side by side; null for as many as the processors allow.</summary>
    public required int? Slots { get; init; }

    /// <summary>How long after a checkpoint of a network the next one is due.</summary>
    public required TimeSpan CheckpointEvery { get; init; }

    /// <summary>Where it sees what all machines share.</summary>
    public required StudyRoots Roots { get; init; }

    /// <summary>Who it is to others; null when it goes without certificates.</summary>
    public required NodeIdentity? Identity { get; init; }

    /// <summary>Settings of Akka in the user's file.</summary>
    internal Config Overrides { get; init; } = Config.Empty;

    /// <summary>Whether this is one of the things that the node is for.</summary>
    public bool Is(NodeRole role) => Roles.Contains(role);

    /// <summary>Reads what a user said, checks it, and fills in the rest.</summary>
    /// <param name="sources">Where the user said it.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="BadInputException">Something is wrong: all of it at once.</exception>
    public static ClusterSettings Read(SettingsSources sources, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var findings = new List<Finding>();
        var reader = new SettingsReader(sources, findings);
        var roles = RolesOf(reader);
        var isSeed = roles.Contains(NodeRole.Seed);
        var self = new NodeAddress(HostOf(reader), reader.Number(Setting.Port, 0, 65535) ?? (isSeed ? SeedPort : OtherPort));
        var bind = BindOf(reader) ?? self.Host;
        var isOpen = !self.IsLoopback || !NodeAddress.IsLoopbackHost(bind);
        var seeds = SeedsOf(reader, isSeed);
        var settings = new ClusterSettings
        {
            Roles = roles,
            Self = self,
            Bind = bind,
            Seeds = seeds,
            Journal = isSeed ? JournalOf(reader, seeds, self) : null,
            Slots = reader.Number(Setting.Slots, 1, 4096),
            CheckpointEvery = reader.Number(Setting.CheckpointEvery, 0, 86400) is { } seconds ? TimeSpan.FromSeconds(seconds) : TrainingJob.DefaultCheckpointEvery,
            Roots = RootsOf(reader, isNeeded: isOpen && roles.Contains(NodeRole.Trainer)),
            Identity = TlsSettings.Read(reader, isOpen ? $"{(self.IsLoopback ? bind : self.Host)} is open to other machines" : null, now, findings),
            Overrides = reader.AkkaOverrides,
        };
        return findings.Count == 0 ? settings : throw new BadInputException(findings);
    }

    private static ImmutableSortedSet<NodeRole> RolesOf(SettingsReader reader)
    {
        var terms = NodeRoles.All.Select(role => role.Term()).ToList();
        var words = reader.List(Setting.Roles).ToList();
        foreach (var unknown in words.Where(word => !terms.Contains(word)))
        {
            reader.Problem(Setting.Roles, unknown, $"one or more of {string.Join(", ", terms)}{Closest.Question(unknown, terms)}");
        }

        if (words.Count == 0)
        {
            reader.Problem(Setting.Roles, "none", $"one or more of {string.Join(", ", terms)}");
        }

        return [.. NodeRoles.All.Where(role => words.Contains(role.Term()))];
    }

    private static string HostOf(SettingsReader reader)
    {
        var host = reader.Text(Setting.Host) ?? string.Empty;
        if (!IsHost(host))
        {
            reader.Problem(Setting.Host, host.Length > 0 ? host : "nothing", "the name or address that others reach this machine by, without a port");
        }
        else if (IsAny(host))
        {
            reader.Problem(Setting.Host, $"{host}, which nobody can call", $"the name or address that others reach this machine by; {host} may be what it listens on ({Setting.Bind.Key})");
        }

        return host;
    }

    private static string? BindOf(SettingsReader reader)
    {
        var bind = reader.Text(Setting.Bind);
        if (bind is not null && !IsHost(bind))
        {
            reader.Problem(Setting.Bind, bind, "an address of this machine, or 0.0.0.0 for all of them");
        }

        return bind;
    }

    private static ImmutableArray<NodeAddress> SeedsOf(SettingsReader reader, bool isSeed)
    {
        var seeds = reader.Addresses(Setting.Seeds);
        if (!isSeed && !reader.List(Setting.Seeds).Any())
        {
            reader.Problem(Setting.Seeds, "none, and this node is no seed itself", "HOST:PORT of every seed");
        }

        return [.. seeds];
    }

    private static ClusterJournal JournalOf(SettingsReader reader, ImmutableArray<NodeAddress> seeds, NodeAddress self)
    {
        if (reader.Text(Setting.Database) is { } connection)
        {
            CheckConnection(reader, connection);
            if (reader.PathOrAuto(Setting.JournalFile) is { } unused)
            {
                reader.Problem(Setting.JournalFile, $"{unused}, and a database as well", "one of the two: a PostgreSQL database for any number of seeds, or a file for one");
            }

            return new ClusterJournal.Database(connection);
        }

        var all = seeds.Append(self).Distinct().ToList();
        if (all.Count > 1)
        {
            reader.Problem(Setting.Seeds, $"{all.Count} seeds ({string.Join(", ", all)}), but the journal is a file of one", $"one seed, or a PostgreSQL database for all of them ({Setting.Database.Key})");
        }

        return new ClusterJournal.File(reader.PathOrAuto(Setting.JournalFile) ?? DefaultJournal);
    }

    private static string DefaultJournal => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "slice-actors", "cluster.db");

    private static void CheckConnection(SettingsReader reader, string connection)
    {
        const string Expected = "a connection of Npgsql, such as Host=db;Database=slice_actors;Username=slice_actors";
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connection);
            if (string.IsNullOrEmpty(parts.Host) || string.IsNullOrEmpty(parts.Database))
            {
                reader.Problem(Setting.Database, $"no {(string.IsNullOrEmpty(parts.Host) ? "Host" : "Database")}", Expected);
            }
        }
        catch (Exception trouble) when (trouble is ArgumentException or FormatException)
        {
            // Not the text itself: there may be a password in it.
            reader.Problem(Setting.Database, trouble.Message.Split(" (Parameter", StringSplitOptions.None)[0].TrimEnd('.'), Expected);
        }
    }

    private static StudyRoots RootsOf(SettingsReader reader, bool isNeeded)
    {
        var roots = new StudyRoots(reader.Root(Setting.CapsRoot), reader.Root(Setting.ResultsRoot));
        if (isNeeded && roots.Caps is null)
        {
            reader.Problem(Setting.CapsRoot, "none", "the folder that images and tables lie below: a node that others reach reads nothing else");
        }

        if (isNeeded && roots.Results is null)
        {
            reader.Problem(Setting.ResultsRoot, "none", "the folder that results lie below: a node that others reach writes nowhere else");
        }

        return roots;
    }

    private static bool IsHost(string text) => Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;

    private static bool IsAny(string host) => IPAddress.TryParse(host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
}
