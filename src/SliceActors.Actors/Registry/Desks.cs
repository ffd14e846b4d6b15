using Akka.Actor;

namespace SliceActors.Actors.Registry;

/// <summary>Which node looks at which wish of a client: always the same one, since a study is checked once.</summary>
internal sealed class Desks
{
    // Older wishes are answered, or said again: a desk that hears one for the first time finds what the other one did.
    private const int MostRemembered = 200;

    private readonly OrderedDictionary<string, IActorRef> desks = new(StringComparer.Ordinal);

    /// <summary>The node for a wish.</summary>
    /// <param name="wish">Names the wish.</param>
    /// <param name="agents">The agents of the nodes that there are.</param>
    /// <returns>Null when there is none.</returns>
    public IActorRef? For(string wish, IReadOnlyCollection<IActorRef> agents)
    {
        if (desks.TryGetValue(wish, out var desk) && agents.Contains(desk))
        {
            return desk;
        }

        desks.Remove(wish);
        if (agents.MinBy(agent => desks.Values.Count(agent.Equals)) is { } idlest)
        {
            if (desks.Count == MostRemembered)
            {
                desks.RemoveAt(0);
            }

            desks.Add(wish, idlest);
            return idlest;
        }

        return null;
    }

    /// <summary>A node is gone.</summary>
    public void Forget(IActorRef agent)
    {
        foreach (var (wish, _) in desks.Where(entry => entry.Value.Equals(agent)).ToList())
        {
            desks.Remove(wish);
        }
    }
}
