using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace SliceActors.Actors.Hosting.Security;

/// <summary>Whether the one authority of the site vouches for a certificate. The system's own list of authorities has no say.</summary>
internal static class PinnedChain
{
    /// <summary>What is wrong with a certificate, as the end of a sentence that begins with it; null when nothing is.</summary>
    public static string? Fault(X509Certificate2 certificate, X509Certificate2 authority, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        // A site's own authority publishes no list of what it takes back: it makes a new authority instead.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // Nothing that a stranger sends makes this process call anybody.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.LocalDateTime;
        var isTrusted = chain.Build(certificate);
        var problems = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        foreach (var element in chain.ChainElements)
        {
            element.Certificate.Dispose();
        }

        return (isTrusted, problems) switch
        {
            (true, _) => null,
            (_, X509ChainStatusFlags.NotTimeValid) => Validity(certificate, now) ?? $"was signed by an authority that {Validity(authority, now)}",
            _ when IsSelfSigned(certificate) => "is signed by nobody but itself",
            (_, var flags) when (flags & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.NotSignatureValid)) != 0 =>
                $"was not signed by the authority {authority.Subject}",
            _ => $"is refused ({string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation.Trim().TrimEnd('.')))})",
        };
    }

    /// <summary>Why a certificate may not be used now, as the end of a sentence; null when it may.</summary>
    public static string? Validity(X509Certificate2 certificate, DateTimeOffset now) =>
        now > certificate.NotAfter.ToUniversalTime() ? $"expired on {Day(certificate.NotAfter)}"
        : now < certificate.NotBefore.ToUniversalTime() ? $"is valid from {Day(certificate.NotBefore)} on only"
        : null;

    private static bool IsSelfSigned(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static string Day(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
