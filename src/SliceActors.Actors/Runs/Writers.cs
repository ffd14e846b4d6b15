using Akka.Actor;

namespace SliceActors.Actors.Runs;

/// <summary>Which node writes what a run publishes: always the same one while it can, since two must not write one file.</summary>
internal sealed class Writers(Assignments assignments)
{
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);

    /// <summary>The node that writes; null when none can.</summary>
    public IActorRef? Current => assignments.Nodes.Where(node => !broken.Contains(node.Key)).OrderBy(node => node.Key, StringComparer.Ordinal).Select(node => node.Value).FirstOrDefault();

    /// <summary>A node could not write.</summary>
    public void Exclude(string node) => broken.Add(node);

    /// <summary>A node began, or a person wants all of them tried again.</summary>
    public void Include(string? node = null)
    {
        if (node is null)
        {
            broken.Clear();
        }
        else
        {
            broken.Remove(node);
        }
    }
}
