namespace SliceActors.Actors.Tests.Hosting.Gates;

/// <summary>The nodes that strangers call: one with certificates, one without.</summary>
public sealed class GuardedNodes : IAsyncLifetime
{
    private GuardedNode plain = null!;
    private GuardedNode withCertificates = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => (plain, withCertificates) = (await GuardedNode.Start(hasCertificates: false), await GuardedNode.Start(hasCertificates: true));

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await plain.DisposeAsync();
        await withCertificates.DisposeAsync();
    }

    /// <summary>The node at a gate.</summary>
    internal GuardedNode Behind(Gate gate) => gate == Gate.Plain ? plain : withCertificates;
}
