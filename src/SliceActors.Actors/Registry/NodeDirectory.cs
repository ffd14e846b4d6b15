using Akka.Actor;
using SliceActors.Runs.Messages;
using static SliceActors.Runs.Messages.ClientMessages;
using static SliceActors.Runs.Messages.NodeMessages;

namespace SliceActors.Actors.Registry;

/// <summary>The agents of the nodes that there are, each with its last word.</summary>
/// <param name="own">Address of this node: an agent beside the registry has one without a place.</param>
internal sealed class NodeDirectory(Address own)
{
    private readonly Dictionary<IActorRef, NodeHello> nodes = [];

    /// <summary>All agents.</summary>
    public IReadOnlyCollection<IActorRef> Agents => nodes.Keys;

    /// <summary>The agents that can check what clients submit.</summary>
    public IReadOnlyCollection<IActorRef> WithDesk => [.. nodes.Where(entry => entry.Value.HasDesk).Select(entry => entry.Key)];

    /// <summary>Takes note of what a node says of itself.</summary>
    /// <returns>Whether its agent was not known.</returns>
    public bool Note(IActorRef agent, NodeHello hello)
    {
        var isNew = !nodes.ContainsKey(agent);
        nodes[agent] = hello;
        return isNew;
    }

    /// <summary>The other agents that spoke for a node: one that was started again speaks before the end of the one before it is known.</summary>
    public IReadOnlyList<IActorRef> Others(string node, IActorRef agent) => [.. nodes.Where(entry => entry.Value.Node == node && !entry.Key.Equals(agent)).Select(entry => entry.Key)];

    /// <summary>The agent of a node.</summary>
    public IActorRef AgentOf(string node) => nodes.First(entry => entry.Value.Node == node).Key;

    /// <summary>The agents of some nodes.</summary>
    public IEnumerable<IActorRef> AgentsOf(IReadOnlyCollection<string> names) => nodes.Where(entry => names.Contains(entry.Value.Node)).Select(entry => entry.Key);

    /// <summary>Forgets an agent.</summary>
    /// <returns>Its node; null when it was not known.</returns>
    public string? Remove(IActorRef agent) => nodes.Remove(agent, out var hello) ? hello.Node : null;

    /// <summary>What people see of all nodes, by name.</summary>
    /// <param name="notFor">The runs that a node is not used for.</param>
    public NodeList List(Func<string, IEnumerable<NotFor>> notFor) => new([.. nodes.Select(node => Entry(node, notFor)).OrderBy(entry => entry.Node, StringComparer.Ordinal)]);

    /// <summary>The node that is to leave, by the first letters of its name.</summary>
    /// <returns>Its agent, and what is answered: the node as it will be, or why there is none.</returns>
    public (IActorRef? Agent, IWireMessage Answer) Leaving(string name, Func<string, IEnumerable<NotFor>> notFor)
    {
        var meant = nodes.Where(node => node.Value.Node.StartsWith(name, StringComparison.Ordinal)).ToList();
        if (meant is [var one])
        {
            return (one.Key, new NodeList([Entry(one, notFor) with { IsDraining = true }]));
        }

        var names = string.Join(", ", (meant.Count > 0 ? meant : [.. nodes]).Select(known => known.Value.Node).Order(StringComparer.Ordinal));
        return (null, new RegistryMessages.Refused(
            meant.Count > 0 ? $"{name} may be {names}: give more letters."
            : names.Length > 0 ? $"There is no trainer node {name}; there is {names}."
            : "There is no trainer node at all."));
    }

    private NodeEntry Entry(KeyValuePair<IActorRef, NodeHello> node, Func<string, IEnumerable<NotFor>> notFor)
    {
        var (address, hello) = (node.Key.Path.Address.HasGlobalScope ? node.Key.Path.Address : own, node.Value);
        return new NodeEntry(
            hello.Node, address.HasGlobalScope ? $"{address.Host}:{address.Port}" : string.Empty, hello.Slots, $"{hello.Numerics}", hello.IsDraining, [.. notFor(hello.Node)]);
    }
}
