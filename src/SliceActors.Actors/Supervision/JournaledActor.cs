using Akka.Actor;
using Akka.Persistence;

namespace SliceActors.Actors.Supervision;

/// <summary>An actor with a journal: whatever happens to an event of it, it says so and stops, to be started again by the one above it.</summary>
internal abstract class JournaledActor : ReceivePersistentActor
{
    /// <summary>Says that the journal could not be read or written.</summary>
    protected abstract void SayTrouble(Exception cause);

    protected sealed override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected sealed override void OnRecoveryFailure(Exception reason, object? message = null) => SayTrouble(reason);

    protected sealed override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        if (SecondWriter.IsSeenIn(cause))
            Context.System.EventStream.Publish(new SecondWriter(PersistenceId));
        SayTrouble(cause);
    }

    protected sealed override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        SayTrouble(cause);

        // A failed write stops the actor without this, a rejected one does not: it would go on as if nothing had happened.
        Context.Stop(Self);
    }
}
