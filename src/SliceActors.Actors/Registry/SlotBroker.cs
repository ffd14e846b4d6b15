using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;

namespace SliceActors.Actors.Registry;

/// <summary>
/// Hands out the slots of all nodes, each to one run at a time: the emptiest node first, to the run that holds the fewest for its priority. A slot is given again only when its
/// node says that a unit was begun in it and has left it, or when the run gives it back: an old word of the node, sent before the unit came, is no reason.
/// </summary>
internal sealed class SlotBroker
{
    private readonly SortedDictionary<string, Slot[]> nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> draining = new(StringComparer.Ordinal);
    private readonly Dictionary<RunId, Wish> wants = [];
    private readonly List<RunId> order = [];
    private long grants;

    /// <summary>A slot that a run may use; its number no other grant has.</summary>
    internal readonly record struct Grant(RunId Run, string Node, int Slot, long Number);

    /// <summary>Whether a node is known, with slots or without.</summary>
    public bool Knows(string node) => nodes.ContainsKey(node);

    /// <summary>Takes note of what a node says of itself.</summary>
    /// <param name="node">Its name.</param>
    /// <param name="reports">Its slots.</param>
    /// <param name="isDraining">Whether it takes no more units.</param>
    /// <returns>True when the node began anew: it counts its units from the start again, or was not known.</returns>
    public bool Note(string node, ImmutableArray<SlotReport> reports, bool isDraining = false)
    {
        if (isDraining)
        {
            draining.Add(node);
        }

        // A node that takes no more units has no slots, but it is the same.
        var isNew = !nodes.TryGetValue(node, out var slots) || slots.Zip(reports, (slot, report) => report.Started < slot.Started).Contains(true);
        if (isNew || slots!.Length != reports.Length)
        {
            slots = [.. reports.Select(_ => new Slot())];
            nodes[node] = slots;
        }

        for (var i = 0; i < slots.Length; i++)
        {
            slots[i].Note(reports[i]);
        }

        return isNew;
    }

    /// <summary>A node is gone.</summary>
    public void Lose(string node)
    {
        nodes.Remove(node);
        draining.Remove(node);
    }

    /// <summary>How many more slots a run could use.</summary>
    /// <param name="run">The run.</param>
    /// <param name="count">The number.</param>
    /// <param name="avoided">Nodes that cannot train its units, and why.</param>
    /// <param name="priority">Its share, in proportion to those of other runs.</param>
    public void Want(RunId run, int count, ImmutableDictionary<string, string> avoided, int priority = ClientMessages.UsualPriority)
    {
        if (!wants.ContainsKey(run))
        {
            order.Add(run);
        }

        wants[run] = new Wish(count, avoided, priority);
    }

    /// <summary>The runs that a node is not used for, and why.</summary>
    public IEnumerable<ClientMessages.NotFor> NotFor(string node) =>
        from run in order
        where wants[run].Avoided.ContainsKey(node)
        select new ClientMessages.NotFor(run, wants[run].Avoided[node]);

    /// <summary>A run makes no use of a slot. Whatever was granted since stays: a slot may be given back more than once, and late.</summary>
    public void Return(Grant grant)
    {
        if (nodes.TryGetValue(grant.Node, out var slots) && grant.Slot < slots.Length && slots[grant.Slot].Grant == grant.Number)
        {
            slots[grant.Slot].GrantedTo = null;
        }
    }

    /// <summary>Nobody works at a run any more. What it holds is free when its nodes say so.</summary>
    public void Forget(RunId run)
    {
        wants.Remove(run);
        order.Remove(run);
        foreach (var slot in nodes.Values.SelectMany(slots => slots).Where(slot => slot.GrantedTo == run))
        {
            slot.GrantedTo = null;
        }
    }

    /// <summary>Hands out what is free and wanted.</summary>
    public List<Grant> Deal()
    {
        var grants = new List<Grant>();
        while (Next() is { } grant)
        {
            nodes[grant.Node][grant.Slot].Give(grant);
            wants[grant.Run] = wants[grant.Run] with { Count = wants[grant.Run].Count - 1 };
            grants.Add(grant);
        }

        return grants;
    }

    /// <summary>The runs that wait although every node that there is was tried.</summary>
    public IEnumerable<RunId> Stranded() => nodes.Count == 0
        ? []
        : order.Where(run => wants[run].Count > 0 && nodes.Keys.All(wants[run].Avoided.ContainsKey));

    private Grant? Next()
    {
        foreach (var run in order.Where(run => wants[run].Count > 0).OrderBy(run => (double)Held(run) / wants[run].Priority))
        {
            var emptiest = nodes.Keys
                .Where(node => !wants[run].Avoided.ContainsKey(node) && !draining.Contains(node) && nodes[node].Any(slot => slot.IsFree))
                .MinBy(node => nodes[node].Count(slot => !slot.IsFree));
            if (emptiest is not null)
            {
                return new Grant(run, emptiest, Array.FindIndex(nodes[emptiest], slot => slot.IsFree), ++grants);
            }
        }

        return null;
    }

    private int Held(RunId run) => nodes.Values.Sum(slots => slots.Count(slot => (slot.GrantedTo ?? slot.Unit?.Run) == run));

    private readonly record struct Wish(int Count, ImmutableDictionary<string, string> Avoided, int Priority);

    private sealed class Slot
    {
        private int startedBefore;

        public int Started { get; private set; }

        public UnitAttempt? Unit { get; private set; }

        /// <summary>The run that it was given to and whose unit has not been seen in it yet.</summary>
        public RunId? GrantedTo { get; set; }

        /// <summary>Number of the last grant.</summary>
        public long Grant { get; private set; }

        public bool IsFree => Unit is null && GrantedTo is null;

        public void Note(SlotReport report)
        {
            (Started, Unit) = (report.Started, report.Unit);
            if (Started > startedBefore)
            {
                GrantedTo = null;
            }
        }

        public void Give(Grant grant) => (GrantedTo, Grant, startedBefore) = (grant.Run, grant.Number, Started);
    }
}
