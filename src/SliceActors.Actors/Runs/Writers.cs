using Akka.Actor;

namespace SliceActors.Actors.Runs;

/// <summary>Which node writes what a run publishes: always the same one while it can, since two must not write one file.</summary>
internal sealed class Writers(Assignments assignments)
{
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);
    private string? chosen;

    /// <summary>The node that writes; null when none can.</summary>
    public IActorRef? Current
    {
        get
        {
            if (chosen is null || broken.Contains(chosen) || !assignments.Nodes.ContainsKey(chosen))
            {
                chosen = assignments.Nodes.Keys.Except(broken).Order(StringComparer.Ordinal).FirstOrDefault();
            }

            return chosen is null ? null : assignments.Nodes[chosen];
        }
    }

    /// <summary>A node could not write.</summary>
    public void Exclude(string node) => broken.Add(node);

    /// <summary>A node began anew.</summary>
    public void Include(string node) => broken.Remove(node);

    /// <summary>All of them may be tried again.</summary>
    public void IncludeAll() => broken.Clear();
}
