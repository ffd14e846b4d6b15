using System.Collections.Immutable;
using Akka.Actor;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Messages;
using SliceActors.Runs.States;
using static SliceActors.Actors.Messages.RunMessages;

namespace SliceActors.Actors.Runs;

/// <summary>
/// Which units are in the hands of which nodes. What the journal gives to a node that has not been heard of yet is awaited: its thread may be at work, and
/// what waits for nothing would be trained twice.
/// </summary>
internal sealed class Assignments
{
    private const int UnknownSlot = -1;

    private readonly Dictionary<string, IActorRef> agents = new(StringComparer.Ordinal);
    private readonly Dictionary<UnitId, Placement> placements = [];
    private readonly Dictionary<UnitId, Placement> awaited = [];

    /// <summary>The agents of all nodes, by name of the node.</summary>
    public IReadOnlyDictionary<string, IActorRef> Nodes => agents;

    /// <summary>The agents of all nodes.</summary>
    public IReadOnlyCollection<IActorRef> Agents => agents.Values;

    /// <summary>The nodes that were given units.</summary>
    public ImmutableHashSet<string> Busy => [.. placements.Values.Select(placement => placement.Node)];

    /// <summary>Whether any unit is in the hands of a node.</summary>
    public bool Any => placements.Count > 0;

    /// <summary>Whether a node is awaited.</summary>
    public bool IsAwaiting => awaited.Count > 0;

    /// <summary>Nodes that were given units, or spoken to, before this one had their address: their processes are gone.</summary>
    public ImmutableHashSet<string> Before(string node) =>
        [.. agents.Keys.Concat(placements.Values.Concat(awaited.Values).Select(placement => placement.Node)).Where(known => NodeName.HasAddressOf(node, known))];

    /// <summary>The units that nobody holds, in order.</summary>
    public IEnumerable<UnitState> Waiting(RunState state) => state.Phase == RunPhase.Running
        ? state.Units.Values.Where(unit => !unit.IsSettled && !placements.ContainsKey(unit.Unit.Id) && !awaited.ContainsKey(unit.Unit.Id))
        : [];

    /// <summary>Awaits the nodes of everything that is in training according to the journal.</summary>
    public void Await(RunState state)
    {
        foreach (var unit in state.Units.Values.Where(unit => unit.Phase == UnitPhase.Running && !placements.ContainsKey(unit.Unit.Id)))
        {
            awaited[unit.Unit.Id] = new Placement(unit.Attempt, unit.Node!, null);
        }
    }

    /// <summary>The nodes that were not heard of, or one that is lost, are awaited no longer: their units wait for other slots.</summary>
    public void StopAwaiting(string? node = null)
    {
        foreach (var unit in awaited.Where(entry => node is null || entry.Value.Node == node).Select(entry => entry.Key).ToList())
        {
            awaited.Remove(unit);
        }
    }

    /// <summary>A unit goes to a slot of a node.</summary>
    public void Place(UnitAttempt unit, SlotGranted slot, IActorRef agent)
    {
        agents[slot.Node] = agent;
        placements[unit.Unit] = new Placement(unit.Attempt, slot.Node, slot);
    }

    /// <summary>Whether an attempt of a unit is still where it was placed.</summary>
    public bool Holds(UnitAttempt unit, SlotGranted slot) =>
        placements.TryGetValue(unit.Unit, out var placement) && placement == new Placement(unit.Attempt, slot.Node, slot);

    /// <summary>The unit is in nobody's hands any more, if it was this attempt that held it.</summary>
    /// <returns>Where it was; null when another attempt holds it, or its slot is not known.</returns>
    public SlotGranted? Release(UnitAttempt unit)
    {
        if (awaited.TryGetValue(unit.Unit, out var lost) && lost.Attempt == unit.Attempt)
        {
            awaited.Remove(unit.Unit);
        }

        if (placements.TryGetValue(unit.Unit, out var placement) && placement.Attempt == unit.Attempt)
        {
            placements.Remove(unit.Unit);
            return placement.Slot;
        }

        return null;
    }

    /// <summary>A node says what it has in hand: what was awaited from it is there, or is not.</summary>
    public void Note(NodeBegan began, IActorRef agent)
    {
        agents[began.Node] = agent;
        if (began.IsNew)
        {
            foreach (var unit in placements.Where(entry => entry.Value.Node == began.Node && !Has(began, entry.Key, entry.Value)).Select(entry => entry.Key).ToList())
            {
                placements.Remove(unit);
            }
        }

        foreach (var (unit, placement) in awaited.Where(entry => entry.Value.Node == began.Node).ToList())
        {
            awaited.Remove(unit);
            if (Has(began, unit, placement))
            {
                placements[unit] = placement;
            }
        }
    }

    /// <summary>What a node was given and does not name: the assignment, or the word of its end, may be lost.</summary>
    public IReadOnlyList<(UnitAttempt Unit, int Slot)> Unnamed(RunId run, NodeBegan began) =>
    [
        .. placements.Where(entry => entry.Value.Node == began.Node && !Has(began, entry.Key, entry.Value))
            .Select(entry => (new UnitAttempt(run, entry.Key, entry.Value.Attempt), entry.Value.Slot?.Slot ?? UnknownSlot)),
    ];

    /// <summary>A node is gone; what was placed there is awaited for a while, since its threads may outlive its connection.</summary>
    /// <returns>Its agent; null when it was not known.</returns>
    public IActorRef? Lose(string node)
    {
        foreach (var (unit, placement) in placements.Where(entry => entry.Value.Node == node).ToList())
        {
            placements.Remove(unit);
            awaited[unit] = placement;
        }

        agents.Remove(node, out var agent);
        return agent;
    }

    /// <summary>Nothing is in anybody's hands.</summary>
    public void ReleaseAll()
    {
        placements.Clear();
        awaited.Clear();
    }

    private static bool Has(NodeBegan began, UnitId unit, Placement placement) =>
        began.InHand.Any(named => named.Unit == unit && named.Attempt == placement.Attempt);

    /// <summary>Where a unit is; the slot is null when a supervisor before this one gave it to its node.</summary>
    private readonly record struct Placement(Attempt Attempt, string Node, SlotGranted? Slot);
}
