using System.Security.Cryptography.X509Certificates;
using SliceActors.Actors.Hosting.Security;
using SliceActors.Runs.Errors;

namespace SliceActors.Actors.Tests.Hosting.Security;

public sealed class NodeIdentityTests : IDisposable
{
    private readonly TestSite site = new();

    [Fact]
    public void Files_of_one_site_fit_together()
    {
        using var identity = NodeIdentity.Load(site.Files, TestSite.Now, []);

        Assert.Equal("CN=localhost", identity?.Certificate.Subject);
    }

    [Fact]
    public void A_password_is_needed_where_there_is_one()
    {
        site.Certificates.MakeHost("secret", TestSite.Now, TimeSpan.FromDays(1), "open sesame");
        var files = site.Files with { Certificate = site.Certificates.FileOf("secret"), Password = "open sesame" };

        using (var identity = NodeIdentity.Load(files, TestSite.Now, []))
        {
            Assert.NotNull(identity);
        }

        Assert.Equal("its password is another one", Finding(files with { Password = "guess" }).Found);
        Assert.Equal("its password is another one", Finding(files with { Password = string.Empty }).Found);
    }

    [Fact]
    public void A_certificate_of_another_authority_is_told()
    {
        using var other = new TestSite();

        Assert.StartsWith("the certificate of CN=localhost was not signed by the authority CN=SliceActors authority", Finding(site.Files with { Certificate = other.Files.Certificate }).Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(21, "the certificate of CN=localhost expired on ")]
    [InlineData(-1, "the certificate of CN=localhost is valid from ")]
    public void A_certificate_at_the_wrong_time_is_told(int days, string found) =>
        Assert.StartsWith(found, Finding(site.Files, TestSite.Now.AddDays(days)).Found, StringComparison.Ordinal);

    [Fact]
    public void A_certificate_of_an_expired_authority_is_told()
    {
        site.Certificates.MakeHost("short", TestSite.Now, TimeSpan.FromDays(40), string.Empty);

        // Both end together: no certificate outlives its authority.
        Assert.Contains("expired on ", Finding(site.Files with { Certificate = site.Certificates.FileOf("short") }, TestSite.Now.AddDays(31)).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_private_key_is_told()
    {
        var file = Path.Combine(site.Folder, "public.p12");
        using (var authority = X509CertificateLoader.LoadCertificateFromFile(site.Certificates.Authority))
        {
            File.WriteAllBytes(file, authority.Export(X509ContentType.Pkcs12));
        }

        Assert.EndsWith("comes without its private key", Finding(site.Files with { Certificate = file }).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_missing_or_something_else_are_told_all_at_once()
    {
        var findings = new List<Finding>();

        Assert.Null(NodeIdentity.Load(new TlsFiles(site.Certificates.FileOf("localhost"), Path.Combine(site.Folder, "none.p12"), string.Empty), TestSite.Now, findings));
        Assert.Null(NodeIdentity.Load(new TlsFiles(site.Folder, site.Certificates.Authority, string.Empty), TestSite.Now, findings));

        Assert.Equal(["no certificate that can be read", "no such file", "a folder", "no certificate that can be read"], findings.Select(finding => finding.Found));
    }

    public void Dispose() => site.Dispose();

    private static Finding Finding(TlsFiles files) => Finding(files, TestSite.Now);

    private static Finding Finding(TlsFiles files, DateTimeOffset now)
    {
        var findings = new List<Finding>();
        Assert.Null(NodeIdentity.Load(files, now, findings));
        return Assert.Single(findings);
    }
}
