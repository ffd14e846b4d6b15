namespace SliceActors.Actors.Hosting.Settings;

/// <summary>A setting, and its names in the places where it can be given.</summary>
/// <param name="Key">Its key in a settings file, below <c>slice-actors</c>.</param>
/// <param name="Variable">Its environment variable.</param>
/// <param name="Option">Its option; null for what does not belong into a list of processes.</param>
public sealed record Setting(string Key, string Variable, string? Option)
{
    /// <summary>What the process is for.</summary>
    public static Setting Roles { get; } = new("node.roles", "SLICE_ACTORS_ROLES", "--roles");

    /// <summary>What others reach the machine by.</summary>
    public static Setting Host { get; } = new("node.host", "SLICE_ACTORS_HOST", "--host");

    /// <summary>What it listens on.</summary>
    public static Setting Bind { get; } = new("node.bind", "SLICE_ACTORS_BIND", "--bind");

    /// <summary>TCP port.</summary>
    public static Setting Port { get; } = new("node.port", "SLICE_ACTORS_PORT", "--port");

    /// <summary>Networks trained side by side.</summary>
    public static Setting Slots { get; } = new("node.slots", "SLICE_ACTORS_SLOTS", "--slots");

    /// <summary>Seconds after a checkpoint of a network from which the next one is due.</summary>
    public static Setting CheckpointEvery { get; } = new("node.checkpoint-every", "SLICE_ACTORS_CHECKPOINT_EVERY", "--checkpoint_every");

    /// <summary>Whether others may come without certificates.</summary>
    public static Setting Insecure { get; } = new("node.insecure", "SLICE_ACTORS_INSECURE", "--insecure");

    /// <summary>Addresses of the seeds.</summary>
    public static Setting Seeds { get; } = new("seeds", "SLICE_ACTORS_SEEDS", "--seeds");

    /// <summary>Addresses that clients try.</summary>
    public static Setting Contact { get; } = new("contact", "SLICE_ACTORS_CONTACT", "--contact");

    /// <summary>PostgreSQL database of the journal.</summary>
    public static Setting Database { get; } = new("journal.database", "SLICE_ACTORS_DATABASE", "--database");

    /// <summary>SQLite file of the journal.</summary>
    public static Setting JournalFile { get; } = new("journal.file", "SLICE_ACTORS_JOURNAL", "--journal");

    /// <summary>Where images and tables are.</summary>
    public static Setting CapsRoot { get; } = new("roots.caps", "SLICE_ACTORS_CAPS_ROOT", "--caps_root");

    /// <summary>Where results are.</summary>
    public static Setting ResultsRoot { get; } = new("roots.results", "SLICE_ACTORS_RESULTS_ROOT", "--results_root");

    /// <summary>Certificate of the site's authority.</summary>
    public static Setting TlsAuthority { get; } = new("tls.authority", "SLICE_ACTORS_TLS_AUTHORITY", "--tls_authority");

    /// <summary>Certificate and key of the process.</summary>
    public static Setting TlsCertificate { get; } = new("tls.certificate", "SLICE_ACTORS_TLS_CERTIFICATE", "--tls_certificate");

    /// <summary>Password of that file.</summary>
    public static Setting TlsPassword { get; } = new("tls.password", "SLICE_ACTORS_TLS_PASSWORD", null);

    /// <summary>All there are.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Roles, Host, Bind, Port, Slots, CheckpointEvery, Insecure, Seeds, Contact, Database, JournalFile, CapsRoot, ResultsRoot, TlsAuthority, TlsCertificate, TlsPassword,
    ];
}
