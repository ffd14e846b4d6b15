using Akka.Actor;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;

namespace SliceActors.Actors.Runs;

/// <summary>Stops a run on all its nodes, and answers those who asked for it when no node trains any more.</summary>
internal sealed class Stopping(RunId run, IActorRef self)
{
    private readonly HashSet<IActorRef> stillStopping = [];
    private readonly List<IActorRef> requesters = [];

    /// <summary>Has everything of the run stopped.</summary>
    /// <param name="agents">Its nodes.</param>
    /// <param name="requester">Who is to be answered; null when nobody is.</param>
    public void Begin(IReadOnlyCollection<IActorRef> agents, IActorRef? requester = null)
    {
        if (requester is not null)
        {
            requesters.Add(requester);
        }

        stillStopping.UnionWith(agents);
        Remind();
        AnswerWhenStopped();
    }

    /// <summary>Says it again to the nodes that have not answered.</summary>
    public void Remind()
    {
        foreach (var agent in stillStopping)
        {
            agent.Tell(new NodeMessages.StopUnits(run), self);
        }
    }

    /// <summary>The run goes on: who asked for the stop is answered, since it was stored; nodes that answer later have stopped what was in training before.</summary>
    public void GiveUp()
    {
        stillStopping.Clear();
        AnswerWhenStopped();
    }

    /// <summary>A node has stopped, or is gone.</summary>
    public void Note(IActorRef agent)
    {
        stillStopping.Remove(agent);
        AnswerWhenStopped();
    }

    private void AnswerWhenStopped()
    {
        if (stillStopping.Count > 0)
        {
            return;
        }

        requesters.ForEach(requester => requester.Tell(new RegistryMessages.RunAccepted(run, Known: false)));
        requesters.Clear();
    }
}
