using System.Collections.Immutable;
using Akka.Actor;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.States;
using static SliceActors.Actors.Messages.RunMessages;

namespace SliceActors.Actors.Runs;

/// <summary>Which units a supervisor has placed on which nodes since it started. Forgotten with the actor: the journal knows the rest.</summary>
internal sealed class Assignments
{
    private readonly Dictionary<string, IActorRef> agents = new(StringComparer.Ordinal);
    private readonly Dictionary<UnitId, Placement> placements = [];

    /// <summary>The agents of all nodes.</summary>
    public IReadOnlyCollection<IActorRef> Agents => agents.Values;

    /// <summary>Whether any unit is in the hands of a node.</summary>
    public bool Any => placements.Count > 0;

    /// <summary>
    /// The units that nobody holds, in order. One that runs according to the journal, but is in nobody's hands, was lost with its node or with the
    /// supervisor before this one.
    /// </summary>
    public IEnumerable<UnitState> Waiting(RunState state) =>
        state.Phase == RunPhase.Running ? state.Units.Values.Where(unit => !unit.IsSettled && !placements.ContainsKey(unit.Unit.Id)) : [];

    /// <summary>A unit goes to a slot of a node.</summary>
    public void Place(UnitAttempt unit, SlotGranted slot) => placements[unit.Unit] = new Placement(unit.Attempt, slot.Node, slot.Slot);

    /// <summary>The unit is in nobody's hands any more, if it was this attempt that held it.</summary>
    /// <returns>Where it was; null when another attempt holds it.</returns>
    public (string Node, int Slot)? Release(UnitAttempt unit)
    {
        if (placements.TryGetValue(unit.Unit, out var placement) && placement.Attempt == unit.Attempt)
        {
            placements.Remove(unit.Unit);
            return (placement.Node, placement.Slot);
        }

        return null;
    }

    /// <summary>A node is there, or began anew: of what was placed there only the units named are left.</summary>
    public void Note(string node, IActorRef agent, ImmutableHashSet<UnitId> training)
    {
        agents[node] = agent;
        Forget(node, training);
    }

    /// <summary>A node is gone, and with it what was placed there.</summary>
    /// <returns>Its agent; null when it was not known.</returns>
    public IActorRef? Lose(string node)
    {
        Forget(node, []);
        agents.Remove(node, out var agent);
        return agent;
    }

    /// <summary>Nothing is in anybody's hands.</summary>
    public void ReleaseAll() => placements.Clear();

    private void Forget(string node, ImmutableHashSet<UnitId> training)
    {
        foreach (var unit in placements.Where(entry => entry.Value.Node == node && !training.Contains(entry.Key)).Select(entry => entry.Key).ToList())
        {
            placements.Remove(unit);
        }
    }

    private readonly record struct Placement(Attempt Attempt, string Node, int Slot);
}
