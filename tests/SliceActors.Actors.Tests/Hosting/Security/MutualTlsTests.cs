using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Remote.Transport.DotNetty;
using SliceActors.Actors.Hosting.Security;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Hosting.Security;

/// <summary>Actor systems that call each other over loopback, with certificates that fit and that do not.</summary>
public sealed class MutualTlsTests : IDisposable
{
    private static readonly TimeSpan Patience = Deadline.OfTests;

    private readonly TestSite site = new();
    private readonly TestSite foreign = new();
    private readonly NodeIdentity identity;
    private readonly TlsNode node;

    public MutualTlsTests()
    {
        identity = site.Identity();
        node = new TlsNode(identity);
    }

    public enum Stranger
    {
        OfAnotherAuthority,
        SelfSigned,
        Expired,
    }

    [Fact]
    public async Task Nodes_of_one_authority_talk()
    {
        await AssertIsAlive();
        Assert.Null(await TlsProbe.Ask(identity, "127.0.0.1", node.Port, TimeSpan.FromSeconds(1), CancellationToken.None));
    }

    [Fact]
    public async Task A_client_talks_to_a_node()
    {
        site.Certificates.MakeClient(TestSite.Now, TimeSpan.FromDays(1), string.Empty);
        using var client = NodeIdentity.Load(site.Files with { Certificate = site.Certificates.Client }, TestSite.Now, [])!;
        using var caller = new TlsNode(client);

        Assert.Equal("hello", await caller.Ask(node, "hello"));
    }

    [Theory]
    [InlineData(Stranger.OfAnotherAuthority, "was not signed by the authority")]
    [InlineData(Stranger.SelfSigned, "is signed by nobody but itself")]
    [InlineData(Stranger.Expired, "expired on")]
    public async Task A_stranger_that_calls_is_refused_and_the_node_lives(Stranger kind, string reason)
    {
        using var certificate = Certificate(kind);
        using var stranger = Credulous(certificate);

        stranger.Tell(node, "let me in");

        Assert.Contains(reason, await node.Refusal, StringComparison.Ordinal);
        await AssertIsAlive();
    }

    [Theory]
    [InlineData(Stranger.OfAnotherAuthority, "was not signed by the authority")]
    [InlineData(Stranger.SelfSigned, "is signed by nobody but itself")]
    [InlineData(Stranger.Expired, "expired on")]
    public async Task A_stranger_that_is_called_is_refused(Stranger kind, string reason)
    {
        using var certificate = Certificate(kind);
        using var stranger = Credulous(certificate);

        node.Tell(stranger, "a secret");

        Assert.Contains(reason, await node.Refusal, StringComparison.Ordinal);
        Assert.Contains(reason, await TlsProbe.Ask(identity, "127.0.0.1", stranger.Port, Patience, CancellationToken.None), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Stranger.SelfSigned)]
    [InlineData(Stranger.Expired)]
    public async Task Who_is_refused_can_find_out(Stranger kind)
    {
        using var refused = new NodeIdentity(Certificate(kind), X509CertificateLoader.LoadCertificateFromFile(site.Certificates.Authority));

        var sentence = await TlsProbe.Ask(refused, "127.0.0.1", node.Port, Patience, CancellationToken.None);

        Assert.StartsWith($"127.0.0.1:{node.Port} does not accept the certificate of this process ({refused.Certificate.Subject})", sentence, StringComparison.Ordinal);
        await AssertIsAlive();
    }

    [Fact]
    public async Task Who_shows_no_certificate_is_refused_and_the_node_lives()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", node.Port);
        await using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null);
        var bytes = 0;
        try
        {
            await stream.AuthenticateAsClientAsync("127.0.0.1");
            bytes = await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Patience);
        }
        catch (IOException)
        {
            // The end of the connection, said more loudly.
        }

        Assert.Equal(0, bytes);
        await AssertIsAlive();
    }

    [Fact]
    public async Task A_peer_without_TLS_is_told_and_nobody_at_all_is_not()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var probe = TlsProbe.Ask(identity, "127.0.0.1", port, Patience, CancellationToken.None);
        using (var peer = await listener.AcceptTcpClientAsync())
        {
            await peer.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        }

        Assert.StartsWith($"127.0.0.1:{port} does not speak TLS", await probe, StringComparison.Ordinal);
        listener.Stop();
        Assert.Null(await TlsProbe.Ask(identity, "127.0.0.1", port, Patience, CancellationToken.None));
    }

    public void Dispose()
    {
        node.Dispose();
        identity.Dispose();
        site.Dispose();
        foreign.Dispose();
    }

    private static TlsNode Credulous(X509Certificate2 certificate) => new(new DotNettySslSetup(certificate, suppressValidation: true));

    private async Task AssertIsAlive()
    {
        using var caller = new TlsNode(identity);
        Assert.Equal("hello", await caller.Ask(node, "hello"));
    }

    private X509Certificate2 Certificate(Stranger kind)
    {
        switch (kind)
        {
            case Stranger.OfAnotherAuthority:
                return X509CertificateLoader.LoadPkcs12FromFile(foreign.Files.Certificate, null);
            case Stranger.SelfSigned:
                using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                {
                    return new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(TestSite.Now - TimeSpan.FromHours(1), TestSite.Now + TimeSpan.FromHours(1));
                }

            default:
                // It expired half an hour ago.
                site.Certificates.MakeHost("old", TestSite.Now - TimeSpan.FromMinutes(30), TimeSpan.Zero, string.Empty);
                return X509CertificateLoader.LoadPkcs12FromFile(site.Certificates.FileOf("old"), null);
        }
    }
}
