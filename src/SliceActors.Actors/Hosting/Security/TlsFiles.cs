namespace SliceActors.Actors.Hosting.Security;

/// <summary>The files that a process shows and checks others with.</summary>
/// <param name="Authority">Certificate of the site's authority (PEM): whatever it signed is let in, and nothing else.</param>
/// <param name="Certificate">The process's own certificate and private key (PKCS#12).</param>
/// <param name="Password">What the PKCS#12 file is encrypted with; empty when it is not.</param>
public sealed record TlsFiles(string Authority, string Certificate, string Password);
