using Akka.Actor;
using SliceActors.Runs.Ids;

namespace SliceActors.Actors.Registry;

/// <summary>Which nodes were asked, for which runs, what they have in training.</summary>
internal sealed class Introductions
{
    private readonly List<(IActorRef Agent, RunId Run, long Question)> asked = [];
    private long questions;

    /// <summary>A node is asked.</summary>
    /// <returns>Number of the question.</returns>
    public long Ask(IActorRef agent, RunId run)
    {
        asked.Add((agent, run, ++questions));
        return questions;
    }

    /// <summary>A node says what it has in training.</summary>
    /// <returns>The runs that asked before it said so.</returns>
    public IReadOnlyList<RunId> Answered(IActorRef agent, long question)
    {
        var answered = asked.Where(entry => entry.Agent.Equals(agent) && entry.Question <= question).ToList();
        answered.ForEach(entry => asked.Remove(entry));
        return [.. answered.Select(entry => entry.Run).Distinct()];
    }

    /// <summary>The last question to a node that is not answered; null when there is none.</summary>
    public long? Open(IActorRef agent) => asked.Where(entry => entry.Agent.Equals(agent)).Select(entry => (long?)entry.Question).LastOrDefault();

    /// <summary>A node is gone.</summary>
    public void Forget(IActorRef agent) => asked.RemoveAll(entry => entry.Agent.Equals(agent));
}
