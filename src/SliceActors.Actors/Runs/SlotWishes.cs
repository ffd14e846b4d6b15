using System.Collections.Immutable;
using Akka.Actor;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;
using static SliceActors.Actors.Messages.RunMessages;

namespace SliceActors.Actors.Runs;

/// <summary>What a run asks of the broker of slots: as many as units wait, on nodes that can train them. A node that could not is asked again after a while.</summary>
internal sealed class SlotWishes(IActorRef registry, IActorRef self, RunId run, Assignments assignments)
{
    private readonly HashSet<string> askedAgain = new(StringComparer.Ordinal);

    /// <summary>Says what is wanted at this moment.</summary>
    public void Say(RunState state)
    {
        if (state.Submission is not null)
        {
            registry.Tell(new SlotsWanted(run, assignments.Waiting(state).Count(), Avoided(state)), self);
        }
    }

    /// <summary>Whether a node could not train a unit of this run, a short while ago.</summary>
    public bool IsAvoided(RunState state, string node) => Avoided(state).Contains(node);

    /// <summary>A node has just declined a unit.</summary>
    public void Avoid(string node) => askedAgain.Remove(node);

    /// <summary>A node that declined a while ago may have been put right.</summary>
    public void AskAgain(string node) => askedAgain.Add(node);

    /// <summary>Gives a slot back.</summary>
    public void Return(string node, int slot) => registry.Tell(new SlotReturned(run, node, slot), self);

    private ImmutableHashSet<string> Avoided(RunState state) => [.. state.SetAside.Keys.Except(askedAgain)];
}
