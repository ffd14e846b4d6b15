using Akka.Actor;
using SliceActors.Actors.Places;
using SliceActors.Actors.Results;
using static SliceActors.Runs.Messages.ResultMessages;

namespace SliceActors.Actors.Tests.Support;

/// <summary>A node that really writes what runs publish; what else it is told, a probe gets.</summary>
internal sealed class WritingNode : UntypedActor
{
    private readonly IActorRef writer;
    private readonly IActorRef probe;

    public WritingNode(string name, ResultsWriter results, IActorRef probe)
    {
        this.probe = probe;
        writer = Context.ActorOf(ResultsWriterActor.Props(name, results, StudyPlaces.AsNamed));
    }

    protected override void OnReceive(object message) => (message is PublishUnits or WriteFold or WriteSummary ? writer : probe).Forward(message);
}
