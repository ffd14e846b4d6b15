using System.Diagnostics;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster.Tools.Client;
using Akka.Configuration;
using SliceActors.Actors.Hosting.Security;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Messages;
using SliceActors.Wire;
using static SliceActors.Runs.Messages.ClientMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Hosting.Clients;

/// <summary>A client's way to a cluster: it calls one of the seeds, and nobody has to be able to call it.</summary>
public sealed class ClusterConnection : IAsyncDisposable
{
    private static readonly TimeSpan ReachWithin = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ProbeWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(2);

    // A registry that moves to another seed is away for up to half of this.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(60);

    private const string Registry = "/user/registry";
    private const string Greeter = "/user/greeter";

    // What goes wrong is said in a sentence; each try of Akka's would be a line of its own.
    private const string Silence = """
        akka.loglevel = OFF
        akka.loggers = []
        """;

    private readonly ActorSystem system;
    private readonly IActorRef client;

    private ClusterConnection(ActorSystem system)
    {
        this.system = system;
        client = system.ActorOf(ClusterClient.Props(ClusterClientSettings.Create(system)), "client");
    }

    /// <summary>Reaches a cluster and makes sure that it is of this version.</summary>
    /// <param name="settings">Where it is, and who the client is to it.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="TroubleException">Nobody answers.</exception>
    /// <exception cref="RefusedException">The cluster is of another version.</exception>
    public static async Task<ClusterConnection> OpenAsync(ClientSettings settings, string version, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var setup = BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(Silence).WithFallback(AkkaSettings.Of(settings)));
        var connection = new ClusterConnection(ActorSystem.Create(AkkaSettings.System, AkkaSettings.Setup(settings.Identity) is { } tls ? setup.And(tls) : ActorSystemSetup.Create(setup)));
        try
        {
            if (await connection.AskUntil<ClusterVersion>(Greeter, new AskVersion(), ReachWithin, cancellation).ConfigureAwait(false) is not { } theirs)
            {
                throw new TroubleException(TroubleKind.NotReachable, await WhyNot(settings, cancellation).ConfigureAwait(false));
            }

            return theirs.Version == version
                ? connection
                : throw new RefusedException($"The cluster at {Contacts(settings)} runs version {theirs.Version} of slice-actors, this is version {version}: use that one, or bring the nodes to this one.");
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks the registry, again and again until it answers.</summary>
    /// <typeparam name="T">The answer that is expected.</typeparam>
    /// <param name="question">The question; asked twice it does the same as asked once.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="BadInputException">The question is too large for a message.</exception>
    /// <exception cref="RefusedException">The wish is refused.</exception>
    /// <exception cref="TroubleException">The cluster is away for too long, or broken.</exception>
    public async Task<T> Ask<T>(IWireMessage question, CancellationToken cancellation)
        where T : class, IWireMessage
    {
        var size = MessageSize.Of(question);
        if (size > MessageSize.Most)
        {
            throw new BadInputException([new Finding("the arguments", null, FormattableString.Invariant($"{size} bytes as a message"), FormattableString.Invariant($"at most {MessageSize.Most}; long lists can stand in files"))]);
        }

        return await AskUntil<T>(Registry, question, AnswerWithin, cancellation).ConfigureAwait(false)
            ?? throw new TroubleException(TroubleKind.NotReachable, $"The cluster has not answered for {AnswerWithin.TotalSeconds:0} s: no seed can be reached, or its database is away. What it trains goes on; ask again later.");
    }

    /// <summary>Ends the connection.</summary>
    public async ValueTask DisposeAsync() => await system.Terminate().ConfigureAwait(false);

    private static async Task<string> WhyNot(ClientSettings settings, CancellationToken cancellation)
    {
        foreach (var contact in settings.Contacts)
        {
            if (await TlsProbe.Ask(settings.Identity, contact.Host, contact.Port, ProbeWithin, cancellation).ConfigureAwait(false) is { } fault)
            {
                return fault;
            }
        }

        return $"No seed answers at {Contacts(settings)}. Is a node with role seed running there, and is the address the one that it was started with (--host, --port)?";
    }

    private static string Contacts(ClientSettings settings) => string.Join(", ", settings.Contacts);

    private async Task<T?> AskUntil<T>(string place, IWireMessage question, TimeSpan within, CancellationToken cancellation)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        do
        {
            try
            {
                switch (await client.Ask(new ClusterClient.Send(place, question, localAffinity: true), AskAgainAfter, cancellation).ConfigureAwait(false))
                {
                    // Before what is expected, which may be any message.
                    case Refused refused:
                        throw new RefusedException(refused.Reason);
                    case RunTroubled troubled:
                        throw new TroubleException(troubled.Kind, troubled.Reason);
                    case T expected:
                        return expected;
                    case var answer:
                        throw new InvalidOperationException($"The cluster answered {question.GetType().Name} with {answer?.GetType().Name ?? "nothing"}.");
                }
            }
            catch (AskTimeoutException)
            {
                // Once more.
            }
        }
        while (clock.Elapsed < within);

        return null;
    }
}
