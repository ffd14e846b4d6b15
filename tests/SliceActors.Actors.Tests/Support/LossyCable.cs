using Akka.Actor;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.ResultMessages;

namespace SliceActors.Actors.Tests.Support;

/// <summary>Lies between the registry and the agent of a node, and loses the first message of one kind, as a network may though both ends live.</summary>
internal sealed class LossyCable : UntypedActor
{
    private readonly Type lost;
    private readonly IActorRef registry;
    private readonly TaskCompletionSource isLost;
    private IActorRef agent = ActorRefs.Nobody;

    /// <param name="registry">One end; the other one introduces itself.</param>
    /// <param name="lost">What it loses.</param>
    /// <param name="isLost">Set once it has.</param>
    public LossyCable(IActorRef registry, Type lost, TaskCompletionSource isLost) => (this.registry, this.lost, this.isLost) = (registry, lost, isLost);

    protected override void OnReceive(object message)
    {
        if (message.GetType() == lost && isLost.TrySetResult())
        {
            return;
        }

        switch (message)
        {
            case NodeHello hello:
                agent = Sender;
                registry.Tell(hello, Self);
                break;
            case AskHello or TrainUnit or StopUnits or PublishUnits or WriteFold or WriteSummary:
                agent.Forward(message);
                break;
            default:
                registry.Forward(message);
                break;
        }
    }
}
