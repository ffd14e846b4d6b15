using SliceActors.Actors.Hosting.Security;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Hosting.Security;

/// <summary>A site with an authority and a host; in its own folder.</summary>
internal sealed class TestSite : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TestSite()
    {
        Certificates = new SiteCertificates(folder.Path);
        Certificates.MakeAuthority(Now, TimeSpan.FromDays(30));
        Certificates.MakeHost("localhost", Now, TimeSpan.FromDays(20), string.Empty);
    }

    public static DateTimeOffset Now { get; } = DateTimeOffset.UtcNow;

    public SiteCertificates Certificates { get; }

    public TlsFiles Files => new(Certificates.Authority, Certificates.FileOf("localhost"), string.Empty);

    public string Folder => folder.Path;

    public NodeIdentity Identity() => NodeIdentity.Load(Files, Now, [])!;

    public void Dispose() => folder.Dispose();
}
