using Akka.Actor;

namespace SliceActors.Actors.Runs;

/// <summary>
/// Which node writes what a run publishes: always the same one while it can, since two must not write one file. One that was lost may be writing still, and is
/// waited for.
/// </summary>
internal sealed class Writers(Assignments assignments)
{
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);
    private string? chosen;

    /// <summary>Whether a node can write, now or when it is back.</summary>
    public bool Any => Choose() is not null;

    /// <summary>The node that writes; null when none can, or it is waited for.</summary>
    public IActorRef? Current => Choose() is { } node ? assignments.Nodes.GetValueOrDefault(node) : null;

    /// <summary>A node could not write.</summary>
    public void Exclude(string node) => broken.Add(node);

    /// <summary>A node began anew.</summary>
    public void Include(string node) => broken.Remove(node);

    /// <summary>All of them may be tried again.</summary>
    public void IncludeAll() => broken.Clear();

    /// <summary>A node that was lost is waited for no longer.</summary>
    public void GiveUp(string node)
    {
        if (chosen == node && !assignments.Nodes.ContainsKey(node))
        {
            chosen = null;
        }
    }

    private string? Choose()
    {
        if (chosen is null || broken.Contains(chosen))
        {
            chosen = assignments.Nodes.Keys.Except(broken).Order(StringComparer.Ordinal).FirstOrDefault();
        }

        return chosen;
    }
}
