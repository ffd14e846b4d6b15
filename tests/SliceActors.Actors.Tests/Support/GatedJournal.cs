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

    /// <summary>Holds the next write of a system back.</summary>
    internal static Gate CloseGate(ActorSystem system) => Gates[system] = new Gate();

    /// <inheritdoc/>
    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        if (Gates.TryRemove(Context.System, out var gate))
        {
            gate.Arrived.SetResult();
            await gate.Opened.Task;
        }

        return await base.WriteMessagesAsync(messages, cancellationToken);
    }

    internal sealed class Gate
    {
        /// <summary>Ends when a write has come to the gate: the actor has done all that it does before its event is stored.</summary>
        public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
