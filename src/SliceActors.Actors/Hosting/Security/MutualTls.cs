using Akka.Event;
using Akka.Remote.Transport.DotNetty;

namespace SliceActors.Actors.Hosting.Security;

/// <summary>Lets in whom the site's authority vouches for, in both directions, and nobody else.</summary>
internal static class MutualTls
{
    /// <summary>The part of an actor system's setup that settings files cannot express: by them alone every public authority would be trusted.</summary>
    public static DotNettySslSetup Setup(NodeIdentity identity) => new(
        identity.Certificate,
        suppressValidation: false,
        requireMutualAuthentication: true,
        (certificate, _, peer, _, log) =>
        {
            var fault = certificate is null ? "is missing" : PinnedChain.Fault(certificate, identity.Authority, DateTimeOffset.UtcNow);
            if (fault is not null)
            {
                log.Warning("Refused {0}: its certificate {1}{2}.", peer, certificate is null ? string.Empty : $"({certificate.Subject}) ", fault);
            }

            return fault is null;
        });
}
