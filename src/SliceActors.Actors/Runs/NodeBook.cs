using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;

namespace SliceActors.Actors.Runs;

/// <summary>Which nodes a supervisor knows, and which units it has placed on them since it started. Forgotten with the actor: the journal knows the rest.</summary>
internal sealed class NodeBook
{
    private readonly Dictionary<IActorRef, Node> nodes = [];
    private readonly Dictionary<UnitId, Placement> placements = [];

    public IReadOnlyCollection<IActorRef> Agents => nodes.Keys;

    /// <summary>Takes note of an offer; true when the node is new.</summary>
    public bool Note(IActorRef agent, NodeMessages.SlotsOffered offer)
    {
        var isNew = !nodes.ContainsKey(agent);
        nodes[agent] = new Node(offer.Node, offer.Total, offer.Free);
        return isNew;
    }

    /// <summary>A node that may still take a unit of this run; its free slot counts as used until its next offer.</summary>
    public bool TryTakeSlot([NotNullWhen(true)] out IActorRef? agent, [NotNullWhen(true)] out string? name)
    {
        foreach (var (candidate, node) in nodes)
        {
            if (node.Free > 0 && placements.Values.Count(placement => placement.Agent.Equals(candidate)) < node.Total)
            {
                nodes[candidate] = node with { Free = node.Free - 1 };
                (agent, name) = (candidate, node.Name);
                return true;
            }
        }

        (agent, name) = (null, null);
        return false;
    }

    public void Place(UnitAttempt unit, IActorRef agent) => placements[unit.Unit] = new Placement(unit.Attempt, agent);

    /// <summary>The unit is in nobody's hands any more, if it was this attempt that held it.</summary>
    public void Release(UnitAttempt unit)
    {
        if (placements.TryGetValue(unit.Unit, out var placement) && placement.Attempt == unit.Attempt)
        {
            placements.Remove(unit.Unit);
        }
    }

    public bool IsPlaced(UnitId unit) => placements.ContainsKey(unit);

    /// <summary>Forgets a node and everything that was placed on it.</summary>
    public void Lose(IActorRef agent)
    {
        nodes.Remove(agent);
        foreach (var unit in placements.Where(entry => entry.Value.Agent.Equals(agent)).Select(entry => entry.Key).ToList())
        {
            placements.Remove(unit);
        }
    }

    /// <summary>Whether any unit is in the hands of a node.</summary>
    public bool HasPlacements => placements.Count > 0;

    public void ReleaseAll() => placements.Clear();

    private sealed record Node(string Name, int Total, int Free);

    private readonly record struct Placement(Attempt Attempt, IActorRef Agent);
}
