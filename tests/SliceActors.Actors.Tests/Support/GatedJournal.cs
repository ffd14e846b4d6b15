using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace SliceActors.Actors.Tests.Support;

/// <summary>A journal in memory whose next write can be held back, or made to fail, by a test.</summary>
public sealed class GatedJournal : MemoryJournal
{
    private static readonly ConcurrentDictionary<ActorSystem, Gate> Gates = [];
    private static readonly ConcurrentDictionary<ActorSystem, (Exception Trouble, bool Rejects, bool IsOver)> Troubles = [];

    private static readonly ConcurrentDictionary<ActorSystem, bool> Refusals = [];
    private static readonly ConcurrentDictionary<ActorSystem, ConcurrentQueue<int>> Sizes = [];

    /// <summary>How many events each write of a system held.</summary>
    internal static IReadOnlyCollection<int> SizesOf(ActorSystem system) => Sizes.GetOrAdd(system, _ => []);

    /// <summary>Holds the next write of a system back.</summary>
    internal static Gate CloseGate(ActorSystem system) => Gates[system] = new Gate();

    /// <summary>From now on every write of a system fails, or is rejected.</summary>
    internal static void Break(ActorSystem system, Exception trouble, bool rejects = false) => Troubles[system] = (trouble, rejects, IsOver: false);

    /// <summary>The next write of a system fails, and no other: a trouble that a test ends by itself may last, on a busy machine, until everybody has given up.</summary>
    internal static void BreakOnce(ActorSystem system, Exception trouble) => Troubles[system] = (trouble, Rejects: false, IsOver: true);

    /// <summary>Whether a write of a system has failed or was rejected: whoever wanted it will hear so.</summary>
    internal static bool HasRefused(ActorSystem system) => Refusals.ContainsKey(system);

    /// <inheritdoc/>
    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var system = Context.System;
        var writes = messages.ToList();
        if (Gates.TryRemove(system, out var gate))
        {
            gate.Arrived.SetResult();
            await gate.Opened.Task;
        }

        if (Troubles.TryGetValue(system, out var broken))
        {
            if (broken.IsOver)
            {
                Troubles.TryRemove(system, out _);
            }

            Refusals[system] = true;
            return broken.Rejects ? [.. writes.Select(_ => broken.Trouble)] : throw broken.Trouble;
        }

        Sizes.GetOrAdd(system, _ => []).Enqueue(writes.Max(write => write.Size));
        return await base.WriteMessagesAsync(writes, cancellationToken);
    }

    internal sealed class Gate
    {
        /// <summary>Ends when a write has come to the gate: the actor has done all that it does before its event is stored.</summary>
        public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
