using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SliceActors.Runs.Errors;

namespace SliceActors.Actors.Hosting.Security;

/// <summary>Who this process is to others, and the authority that it lets others in by.</summary>
public sealed class NodeIdentity : IDisposable
{
    private const int WrongPassword = unchecked((int)0x80070056);

    internal NodeIdentity(X509Certificate2 certificate, X509Certificate2 authority) => (Certificate, Authority) = (certificate, authority);

    /// <summary>The process's own certificate, with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Certificate of the site's authority.</summary>
    public X509Certificate2 Authority { get; }

    /// <summary>Reads the files and checks that others with the same authority will accept them.</summary>
    /// <param name="files">The files.</param>
    /// <param name="now">The time.</param>
    /// <param name="findings">Receives what is wrong.</param>
    /// <returns>Null when something is.</returns>
    public static NodeIdentity? Load(TlsFiles files, DateTimeOffset now, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(findings);
        var authority = Read(
            files.Authority,
            () => X509Certificate2.CreateFromPem(File.ReadAllText(files.Authority)),
            "a certificate in PEM form, ca.crt of slice-actors certs",
            findings);
        var certificate = Read(
            files.Certificate,
            () => X509CertificateLoader.LoadPkcs12(File.ReadAllBytes(files.Certificate), files.Password),
            "a certificate with its private key in PKCS#12 form, as slice-actors certs makes it",
            findings);
        if (authority is not null && certificate is not null && Fault(certificate, authority, now) is not { } fault)
        {
            return new NodeIdentity(certificate, authority);
        }
        else if (authority is not null && certificate is not null)
        {
            findings.Add(new Finding(
                files.Certificate, null, $"the certificate of {certificate.Subject} {Fault(certificate, authority, now)}", $"a valid one with its private key, signed by {files.Authority}"));
        }

        authority?.Dispose();
        certificate?.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        Authority.Dispose();
    }

    private static string? Fault(X509Certificate2 certificate, X509Certificate2 authority, DateTimeOffset now) =>
        certificate.HasPrivateKey ? PinnedChain.Fault(certificate, authority, now) : "comes without its private key";

    private static X509Certificate2? Read(string file, Func<X509Certificate2> read, string expected, ICollection<Finding> findings)
    {
        if (Directory.Exists(file))
        {
            findings.Add(new Finding(file, null, "a folder", expected));
            return null;
        }

        try
        {
            return read();
        }
        catch (CryptographicException trouble) when (trouble.HResult == WrongPassword)
        {
            findings.Add(new Finding(file, null, "its password is another one", "the password in tls.password or SLICE_ACTORS_TLS_PASSWORD"));
        }
        catch (CryptographicException)
        {
            findings.Add(new Finding(file, null, "no certificate that can be read", expected));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Finding(file, null, trouble is FileNotFoundException or DirectoryNotFoundException ? "no such file" : trouble.Message, expected));
        }

        return null;
    }
}
