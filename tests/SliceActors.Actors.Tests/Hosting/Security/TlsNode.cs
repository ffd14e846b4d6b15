using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using SliceActors.Actors.Hosting.Security;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Hosting.Security;

/// <summary>An actor system that others reach over loopback, with an actor that answers what it is told.</summary>
internal sealed class TlsNode : IDisposable
{
    private static readonly TimeSpan Within = Deadline.OfTests;

    private readonly ActorSystem system;
    private readonly TaskCompletionSource<string> refusal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TlsNode(Setup setup)
    {
        var settings = ConfigurationFactory.ParseString("""
            akka {
              loglevel = WARNING
              loggers = []
              stdout-loglevel = OFF
              actor.provider = remote
              coordinated-shutdown.run-by-clr-shutdown-hook = off
              remote.dot-netty.tcp {
                hostname = "127.0.0.1"
                port = 0
                enable-ssl = true
              }
            }
            """);
        system = ActorSystem.Create("node", BootstrapSetup.Create().WithConfig(settings).And(setup));
        system.ActorOf(Props.Create<Echo>(), "echo");
        system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Listener(refusal))), typeof(Warning));
    }

    public TlsNode(NodeIdentity identity)
        : this(MutualTls.Setup(identity))
    {
    }

    public int Port => ((ExtendedActorSystem)system).Provider.DefaultAddress.Port!.Value;

    /// <summary>The first certificate that it refused, and why.</summary>
    public Task<string> Refusal => refusal.Task.WaitAsync(Within);

    public Task<string> Ask(TlsNode other, string question) => Selection(other).Ask<string>(question, Within);

    public void Tell(TlsNode other, string message) => Selection(other).Tell(message);

    public void Dispose() => system.Dispose();

    private ActorSelection Selection(TlsNode other) => system.ActorSelection($"akka.ssl.tcp://node@127.0.0.1:{other.Port}/user/echo");

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    private sealed class Listener : ReceiveActor
    {
        public Listener(TaskCompletionSource<string> refusal) =>
            Receive<Warning>(warning =>
            {
                if (warning.Message.ToString() is { } text && text.StartsWith("Refused", StringComparison.Ordinal))
                {
                    refusal.TrySetResult(text);
                }
            });
    }
}
