using SliceActors.Actors.Hosting.Security;
using SliceActors.Runs.Errors;

namespace SliceActors.Actors.Hosting.Settings;

/// <summary>Who the process is to others, and whether it may do without saying so.</summary>
internal static class TlsSettings
{
    /// <summary>Reads the certificates; null where there are none, which is right on loopback only, or where the user insists.</summary>
    /// <param name="reader">The settings.</param>
    /// <param name="open">What goes beyond loopback, as the beginning of a sentence; null when nothing does.</param>
    /// <param name="now">The time.</param>
    /// <param name="findings">Receives what is wrong.</param>
    public static NodeIdentity? Read(SettingsReader reader, string? open, DateTimeOffset now, ICollection<Finding> findings)
    {
        var isInsecure = reader.Switch(Setting.Insecure);
        switch (reader.Path(Setting.TlsAuthority), reader.Path(Setting.TlsCertificate))
        {
            case ({ } authority, { } certificate):
                if (isInsecure)
                {
                    reader.Problem(Setting.Insecure, "on, and certificates as well", "one of the two");
                }

                return NodeIdentity.Load(new TlsFiles(authority, certificate, reader.Text(Setting.TlsPassword) ?? string.Empty), now, findings);
            case ({ } authority, null):
                reader.Problem(Setting.TlsCertificate, $"nothing, but {authority} for the authority", "the process's own certificate, HOST.p12 or client.p12");
                break;
            case (null, { } certificate):
                reader.Problem(Setting.TlsAuthority, $"nothing, but {certificate} for the process's own certificate", "the certificate of its authority, ca.crt");
                break;
            case (null, null) when open is not null && !isInsecure:
                reader.Problem(Setting.TlsCertificate, $"{open}, and there is no certificate", "certificates (slice-actors certs makes them), or --insecure, which lets in whoever reaches the port");
                break;
        }

        return null;
    }
}
