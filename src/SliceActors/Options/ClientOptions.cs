using System.CommandLine;
using SliceActors.Actors.Hosting.Settings;

namespace SliceActors.Options;

/// <summary>The options of commands that ask a cluster for something.</summary>
internal sealed class ClientOptions
{
    private readonly SettingOptions settings = new(
        (Setting.Contact, "Seeds of the cluster, any of them.", "HOST:PORT"),
        (Setting.TlsAuthority, "Certificate of the site's authority (ca.crt).", "FILE"),
        (Setting.TlsCertificate, "Certificate and key of this user (client.p12).", "FILE"),
        (Setting.Insecure, "Go without certificates to a cluster on other machines.", string.Empty));

    /// <summary>Adds them.</summary>
    public void AddTo(Command command) => settings.AddTo(command, "Cluster");

    /// <summary>How the cluster is reached.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="known">Seeds that are asked when the user names none.</param>
    /// <exception cref="Runs.Errors.BadInputException">Something is wrong: all of it at once.</exception>
    public ClientSettings Settings(ParseResult parsed, IReadOnlyList<string>? known = null)
    {
        PathWords.RefuseEmpty(parsed);
        var sources = settings.Sources(parsed);
        if (known is { Count: > 0 } && !IsGiven(parsed))
        {
            sources = sources with { Options = new Dictionary<Setting, IReadOnlyList<string>>(sources.Options) { [Setting.Contact] = known } };
        }

        return ClientSettings.Read(sources, DateTimeOffset.UtcNow);
    }

    /// <summary>Options by which another command reaches the same cluster as this one.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="client">How the cluster is reached.</param>
    public IReadOnlyList<string> Way(ParseResult parsed, ClientSettings client) =>
        [.. IsGiven(parsed) ? Array.Empty<string>() : [Setting.Contact.Option!, $"{client.Contacts[0]}"], .. Given(parsed)];

    /// <summary>What the command line says of the cluster.</summary>
    public IReadOnlyList<string> Given(ParseResult parsed) => [.. settings.Given(parsed)];

    /// <summary>Whether the command line names a cluster.</summary>
    public bool IsGiven(ParseResult parsed) => settings.IsGiven(parsed, Setting.Contact);

    /// <summary>Whether a cluster is named anywhere.</summary>
    public bool IsKnown(ParseResult parsed) => ClientSettings.NamesContacts(settings.Sources(parsed));
}
