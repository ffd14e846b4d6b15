using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;

namespace SliceActors.Actors.Hosting.Security;

/// <summary>A folder with the certificates of a site: its authority, one file for each host, and one for clients.</summary>
/// <param name="folder">The folder.</param>
public sealed class SiteCertificates(string folder)
{
    private const string Clients = "client";

    /// <summary>Certificate of the authority: every host and client needs it.</summary>
    public string Authority { get; } = Path.Combine(folder, "ca.crt");

    /// <summary>Private key of the authority: whoever has it makes certificates.</summary>
    public string AuthorityKey { get; } = Path.Combine(folder, "ca.key");

    /// <summary>Certificate and key of clients.</summary>
    public string Client => FileOf(Clients);

    /// <summary>Certificate and key of a host.</summary>
    public string FileOf(string host) => Path.Combine(folder, $"{host}.p12");

    /// <summary>Adds what stands in the way of making certificates for these hosts.</summary>
    public void Check(IReadOnlyList<string> hosts, DateTimeOffset now, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var host in hosts.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!IsHost(host) || string.Equals(host, Clients, StringComparison.OrdinalIgnoreCase))
            {
                findings.Add(new Finding("--hosts", null, host.Length > 0 ? host : "an empty name", "names or IP addresses of hosts, without a port"));
            }
            else if (File.Exists(FileOf(host)))
            {
                findings.Add(new Finding(FileOf(host), null, "there already", "a host without a certificate; to renew one, move its file away first"));
            }
        }

        if (File.Exists(Authority) != File.Exists(AuthorityKey))
        {
            findings.Add(new Finding(folder, null, File.Exists(Authority) ? "ca.crt without its key ca.key" : "ca.key without its certificate ca.crt", "both of them, or a folder without either for a new authority"));
        }
        else if (File.Exists(Authority))
        {
            CheckAuthority(now, findings);
        }
    }

    /// <summary>Makes the authority of the site; it is there afterwards.</summary>
    /// <param name="now">The time.</param>
    /// <param name="validity">How long it is valid.</param>
    /// <returns>Whether it was made; false when it was there.</returns>
    public bool MakeAuthority(DateTimeOffset now, TimeSpan validity)
    {
        if (File.Exists(Authority))
        {
            return false;
        }

        DurableFile.CreateDirectory(folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = CertificateRequests.SelfSigned(key, now, validity);
        WritePrivate(AuthorityKey, System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
        DurableFile.WriteText(Authority, authority.ExportCertificatePem() + "\n");
        return true;
    }

    /// <summary>Makes the certificate of a host, signed by the authority.</summary>
    /// <param name="host">Its name or IP address.</param>
    /// <param name="now">The time.</param>
    /// <param name="validity">How long it is valid, but no longer than the authority is.</param>
    /// <param name="password">What the file is encrypted with; may be empty.</param>
    /// <returns>When it expires.</returns>
    public DateTimeOffset MakeHost(string host, DateTimeOffset now, TimeSpan validity, string password) => Make(host, HostNames(host), now, validity, password);

    /// <summary>Makes the certificate of clients, unless it is there.</summary>
    /// <returns>When it expires; null when it was there.</returns>
    /// <inheritdoc cref="MakeHost"/>
    public DateTimeOffset? MakeClient(DateTimeOffset now, TimeSpan validity, string password) => File.Exists(Client) ? null : Make(Clients, names: null, now, validity, password);

    private DateTimeOffset Make(string name, SubjectAlternativeNameBuilder? names, DateTimeOffset now, TimeSpan validity, string password)
    {
        using var authority = X509Certificate2.CreateFromPemFile(Authority, AuthorityKey);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = CertificateRequests.Signed(name, names, key, authority, now, validity);
        using var certificate = signed.CopyWithPrivateKey(key);
        WritePrivate(FileOf(name), certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, password));
        return signed.NotAfter;
    }

    private void CheckAuthority(DateTimeOffset now, ICollection<Finding> findings)
    {
        try
        {
            using var authority = X509Certificate2.CreateFromPemFile(Authority, AuthorityKey);
            if (PinnedChain.Validity(authority, now) is { } fault)
            {
                findings.Add(new Finding(Authority, null, $"the authority {fault}", "a valid authority; another folder for a new one, whose certificates all hosts need"));
            }
        }
        catch (CryptographicException trouble)
        {
            findings.Add(new Finding(Authority, null, trouble.Message.TrimEnd('.'), "the certificate of an authority in PEM form, whose key is in ca.key"));
        }
    }

    private static bool IsHost(string host) => Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;

    private static SubjectAlternativeNameBuilder HostNames(string host)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        return names;
    }

    /// <summary>Never over a file that is there, and readable by nobody else from the first byte on.</summary>
    private static void WritePrivate(string path, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }
}
