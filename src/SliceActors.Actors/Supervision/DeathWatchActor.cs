using Akka.Actor;

namespace SliceActors.Actors.Supervision;

/// <summary>Tells the world outside the actors when one of them has stopped for good.</summary>
internal sealed class DeathWatchActor : ReceiveActor
{
    public DeathWatchActor(IActorRef watched, Action onEnd)
    {
        Receive<Terminated>(_ => onEnd());
        Context.Watch(watched);
    }

    public static Props Props(IActorRef watched, Action onEnd) => Akka.Actor.Props.Create(() => new DeathWatchActor(watched, onEnd));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);
}
