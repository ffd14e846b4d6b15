using Akka.Actor;

namespace SliceActors.Actors.Tests.Support;

/// <summary>A child in a test probe's stead: passes everything on to the probe.</summary>
public sealed class Relay : UntypedActor
{
    private readonly IActorRef probe;

    public Relay(IActorRef probe) => this.probe = probe;

    protected override void OnReceive(object message)
    {
        if (message is "die")
        {
            Context.Stop(Self);
        }
        else
        {
            probe.Forward(message);
        }
    }
}
