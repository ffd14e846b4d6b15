using System.Collections.Immutable;
using Akka.Actor;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.States;
using static SliceActors.Actors.Messages.RunMessages;

namespace SliceActors.Actors.Runs;

/// <summary>What a run asks of the broker of slots: as many as units wait, on nodes that can train them. A node that could not is asked again after a while.</summary>
internal sealed class SlotWishes(IActorRef registry, IActorRef self, RunId run, Assignments assignments)
{
    private readonly HashSet<string> askedAgain = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Numerics> numerics = new(StringComparer.Ordinal);

    /// <summary>Takes note of what a node computes with: a run keeps what it began with.</summary>
    public void Note(string node, Numerics? found)
    {
        if (found is not null)
        {
            numerics[node] = found;
        }
    }

    /// <summary>Says what is wanted at this moment.</summary>
    public void Say(RunState state)
    {
        if (state.Submission is not null)
        {
            registry.Tell(new SlotsWanted(run, assignments.Waiting(state).Count(), Avoided(state)), self);
        }
    }

    /// <summary>Whether a node could not train a unit of this run, a short while ago.</summary>
    public bool IsAvoided(RunState state, string node) => Avoided(state).ContainsKey(node);

    /// <summary>A node has just declined a unit.</summary>
    public void Avoid(string node) => askedAgain.Remove(node);

    /// <summary>A node that declined a while ago may have been put right.</summary>
    public void AskAgain(string node) => askedAgain.Add(node);

    /// <summary>Gives a slot back.</summary>
    public void Return(SlotGranted slot) => registry.Tell(new SlotReturned(run, slot), self);

    private ImmutableDictionary<string, string> Avoided(RunState state)
    {
        var began = state.Submission?.Spec.Compute.Numerics;
        return state.SetAside.Where(node => !askedAgain.Contains(node.Key)).Select(node => KeyValuePair.Create(node.Key, node.Value.Reason))
            .Concat(numerics.Where(node => !node.Value.Matches(began)).Select(node => KeyValuePair.Create(node.Key, $"It computes with {node.Value.DifferenceFrom(began!)}.")))
            .DistinctBy(node => node.Key)
            .ToImmutableDictionary(StringComparer.Ordinal);
    }
}
