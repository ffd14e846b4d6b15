using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace SliceActors.Actors.Hosting.Security;

/// <summary>
/// Finds out why two processes do not accept each other: Akka goes on trying for ever, and tells the refused one only that the connection ended.
/// </summary>
internal static class TlsProbe
{
    private static readonly byte[] Room = new byte[1];

    /// <summary>Shakes hands with a peer once.</summary>
    /// <param name="identity">Who we are; null when this process has no certificate.</param>
    /// <param name="host">Host of the peer.</param>
    /// <param name="port">Port of the peer.</param>
    /// <param name="patience">How long a silent peer is waited for: a peer that refuses says so within one round trip after the handshake, one that accepts says nothing.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>A sentence; null when they accept each other, and when nobody is there to ask.</returns>
    public static async Task<string?> Ask(NodeIdentity? identity, string host, int port, TimeSpan patience, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(patience);
        try
        {
            await client.ConnectAsync(host, port, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception trouble) when (trouble is SocketException || IsPatienceOver(trouble, cancellation))
        {
            return null;
        }

        string? fault = null;
        var hasShownItsOwn = false;
        await using var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    ClientCertificateContext = identity is null ? null : SslStreamCertificateContext.Create(identity.Certificate, additionalCertificates: null, offline: true),
                    CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                    RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    {
                        hasShownItsOwn = true;
                        if (identity is null)
                        {
                            return false;
                        }

                        fault = certificate is X509Certificate2 theirs ? PinnedChain.Fault(theirs, identity.Authority, DateTimeOffset.UtcNow) : "is missing";
                        return fault is null;
                    },
                },
                deadline.Token).ConfigureAwait(false);
            return await stream.ReadAsync(Room, deadline.Token).ConfigureAwait(false) == 0 ? Sentence() : null;
        }
        catch (Exception trouble) when (trouble is AuthenticationException or IOException)
        {
            return Sentence();
        }
        catch (Exception trouble) when (IsPatienceOver(trouble, cancellation))
        {
            return null;
        }

        string? Sentence() => (identity, hasShownItsOwn, fault) switch
        {
            // Two without certificates talk to each other.
            (null, false, _) => null,
            (null, true, _) => $"{host}:{port} lets in only who shows a certificate, and this process has none: name one of that site with --tls_authority and --tls_certificate.",
            (_, false, _) => $"{host}:{port} does not speak TLS: perhaps it was started with --insecure.",
            (_, _, { } reason) => $"{host}:{port} is refused: its certificate {reason}.",
            _ => $"{host}:{port} does not accept the certificate of this process ({identity.Certificate.Subject}): its authority is another one, or it takes the certificate for expired.",
        };
    }

    private static bool IsPatienceOver(Exception trouble, CancellationToken cancellation) => trouble is OperationCanceledException && !cancellation.IsCancellationRequested;
}
