using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using SliceActors.Actors.Hosting.Security;
using SliceActors.Runs.Errors;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Hosting.Security;

[SupportedOSPlatform("linux")]
public sealed class SiteCertificatesTests : IDisposable
{
    private static readonly DateTimeOffset Now = TestSite.Now;
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly TemporaryFolder folder = new();
    private readonly SiteCertificates site;

    public SiteCertificatesTests() => site = new SiteCertificates(Path.Combine(folder.Path, "certs"));

    [Theory]
    [InlineData("trainer-1.example.org")]
    [InlineData("10.1.2.3")]
    [InlineData("fe80::1")]
    public void A_host_is_signed_by_the_authority_and_bears_its_name(string host)
    {
        site.MakeAuthority(Now, Year);
        site.MakeHost(host, Now, Year, string.Empty);

        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(site.FileOf(host), null);
        using var authority = X509CertificateLoader.LoadCertificateFromFile(site.Authority);
        Assert.Null(PinnedChain.Fault(certificate, authority, Now));
        Assert.True(certificate.HasPrivateKey);
        Assert.True(certificate.MatchesHostname(host, allowWildcards: false, allowCommonName: false));
    }

    [Fact]
    public void Private_keys_are_readable_by_their_owner_alone()
    {
        site.MakeAuthority(Now, Year);
        site.MakeHost("a", Now, Year, string.Empty);
        site.MakeClient(Now, Year, string.Empty);

        Assert.All([site.AuthorityKey, site.FileOf("a"), site.Client], file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Further_hosts_get_certificates_of_the_authority_that_is_there()
    {
        Assert.True(site.MakeAuthority(Now, Year));
        site.MakeHost("a", Now, Year, string.Empty);
        Assert.NotNull(site.MakeClient(Now, Year, string.Empty));
        var before = File.ReadAllBytes(site.Client);

        Assert.Equal([], Findings("b"));
        Assert.False(site.MakeAuthority(Now, Year));
        site.MakeHost("b", Now, Year, string.Empty);
        Assert.Null(site.MakeClient(Now, Year, string.Empty));

        Assert.Equal(before, File.ReadAllBytes(site.Client));
        using var one = NodeIdentity.Load(new TlsFiles(site.Authority, site.FileOf("a"), string.Empty), Now, []);
        using var other = NodeIdentity.Load(new TlsFiles(site.Authority, site.FileOf("b"), string.Empty), Now, []);
        Assert.NotNull(one);
        Assert.NotNull(other);
    }

    [Fact]
    public void Nothing_is_overwritten()
    {
        site.MakeAuthority(Now, Year);
        site.MakeHost("a", Now, Year, string.Empty);

        Assert.Equal(site.FileOf("a"), Assert.Single(Findings("a", "b")).Where);
        Assert.Throws<IOException>(() => site.MakeHost("a", Now, Year, string.Empty));
    }

    [Fact]
    public void No_certificate_outlives_the_authority()
    {
        site.MakeAuthority(Now, TimeSpan.FromDays(10));

        Assert.InRange(site.MakeHost("a", Now, Year, string.Empty), Now.AddDays(9), Now.AddDays(10));
    }

    [Fact]
    public void Names_that_no_host_has_are_told_all_at_once() =>
        Assert.Equal(["a b", "client", "host:4053", "../x", "an empty name"], Findings("a b", "client", "host:4053", "../x", string.Empty).Select(finding => finding.Found));

    [Fact]
    public void An_authority_without_its_key_is_told()
    {
        site.MakeAuthority(Now, Year);
        File.Delete(site.AuthorityKey);

        Assert.Equal("ca.crt without its key ca.key", Assert.Single(Findings("a")).Found);
    }

    [Fact]
    public void An_expired_authority_makes_no_certificates()
    {
        site.MakeAuthority(Now - Year, TimeSpan.FromDays(1));

        Assert.Contains("expired", Assert.Single(Findings("a")).Found, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private List<Finding> Findings(params string[] hosts)
    {
        var findings = new List<Finding>();
        site.Check(hosts, Now, findings);
        return findings;
    }
}
