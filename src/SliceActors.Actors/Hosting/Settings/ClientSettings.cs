using System.Collections.Immutable;
using Akka.Configuration;
using SliceActors.Actors.Hosting.Security;
using SliceActors.Runs.Errors;

namespace SliceActors.Actors.Hosting.Settings;

/// <summary>Everything that a command has to know before it asks a cluster for something, checked.</summary>
public sealed record ClientSettings
{
    private ClientSettings()
    {
    }

    /// <summary>The user's settings file of clients that is read when none is named; it need not be there.</summary>
    public static string DefaultFile => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "slice-actors", "client.conf");

    /// <summary>Seeds that are tried, at least one.</summary>
    public required ImmutableArray<NodeAddress> Contacts { get; init; }

    /// <summary>Who the client is to them; null when it goes without certificates.</summary>
    public required NodeIdentity? Identity { get; init; }

    /// <summary>Settings of Akka in the user's file.</summary>
    internal Config Overrides { get; init; } = Config.Empty;

    /// <summary>Reads what a user said and checks it.</summary>
    /// <param name="sources">Where the user said it; without a file, <see cref="DefaultFile"/> is read when it is there.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="BadInputException">Something is wrong: all of it at once.</exception>
    public static ClientSettings Read(SettingsSources sources, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var findings = new List<Finding>();
        var reader = ReaderOf(sources, findings);
        var contacts = reader.Addresses(Setting.Contact);
        if (!reader.List(Setting.Contact).Any())
        {
            reader.Problem(Setting.Contact, "none", "HOST:PORT of one or more seeds: with --contact, in SLICE_ACTORS_CONTACT, or in a settings file; a node on this machine is at 127.0.0.1:4053 unless told otherwise");
        }

        var distant = contacts.FirstOrDefault(contact => !contact.IsLoopback);
        var settings = new ClientSettings
        {
            Contacts = [.. contacts],
            Identity = TlsSettings.Read(reader, distant is null ? null : $"{distant} is another machine", now, findings),
            Overrides = reader.AkkaOverrides,
        };
        return findings.Count == 0 ? settings : throw new BadInputException(findings);
    }

    /// <summary>Whether a user said anywhere which cluster is meant.</summary>
    /// <param name="sources">Where it may have been said.</param>
    public static bool NamesContacts(SettingsSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return ReaderOf(sources, []).List(Setting.Contact).Any();
    }

    private static SettingsReader ReaderOf(SettingsSources sources, List<Finding> findings) =>
        new(sources.File is null && File.Exists(DefaultFile) ? sources with { File = DefaultFile } : sources, findings);
}
