using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SliceActors.Actors.Hosting.Security;

/// <summary>The certificates that a site needs: what is in them.</summary>
internal static class CertificateRequests
{
    // Clocks of machines differ: a certificate that was just made is valid on one whose clock is behind.
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromHours(1);

    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    /// <summary>The authority of a site.</summary>
    public static X509Certificate2 SelfSigned(ECDsa key, DateTimeOffset now, TimeSpan validity)
    {
        // Authorities of several sites must not bear one name: it is all that a person sees of them.
        var request = Request($"SliceActors authority {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        return request.CreateSelfSigned(now - ClocksDiffer, now + validity);
    }

    /// <summary>A host or client; without the key.</summary>
    public static X509Certificate2 Signed(string name, SubjectAlternativeNameBuilder? names, ECDsa key, X509Certificate2 authority, DateTimeOffset now, TimeSpan validity)
    {
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        // Every node calls others and is called by them; only a host has a name to be called by.
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(names is null ? [ClientAuthentication] : [ServerAuthentication, ClientAuthentication], critical: false));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names.Build());
        }

        var (from, until) = (now - ClocksDiffer, now + validity);
        return request.Create(authority, Later(from, authority.NotBefore), Earlier(until, authority.NotAfter), RandomNumberGenerator.GetBytes(16));
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
