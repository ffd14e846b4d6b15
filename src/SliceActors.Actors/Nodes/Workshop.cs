using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Messages;
using static SliceActors.Runs.Messages.NodeMessages;

namespace SliceActors.Actors.Nodes;

/// <summary>The slots of this process and the units in training there. It outlives actors: whoever speaks for the node next finds what is going on.</summary>
internal sealed class Workshop
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly Place[] places;
    private readonly HashSet<Bench> open = [];
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<(RunId Run, UnitId Unit), Attempt> begun = [];

    /// <param name="slots">What the units that are trained side by side compute on, at least one.</param>
    public Workshop(IReadOnlyList<ComputeDevice> slots) => places = [.. slots.Select(device => new Place(device))];

    /// <summary>Units trained side by side.</summary>
    public int Slots => places.Length;

    /// <summary>What the slots compute on, each once.</summary>
    public IReadOnlyList<ComputeDevice> Devices => [.. places.Select(place => place.Device).Distinct()];

    /// <summary>Whether no more units are to be begun.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>Ends when no more units are to be begun, and the last one has ended and was answered.</summary>
    public Task Drained => drained.Task;

    /// <summary>The units in training, and those with reports that are not answered.</summary>
    public IReadOnlyList<Bench> Open
    {
        get
        {
            lock (gate)
            {
                return [.. open];
            }
        }
    }

    /// <summary>What each slot holds, and what has left its slot but has reports that are not answered.</summary>
    public (ImmutableArray<SlotReport> Slots, ImmutableArray<UnitAttempt> Unanswered) Report()
    {
        lock (gate)
        {
            return (
                [.. places.Select(place => new SlotReport(place.Started, place.Bench?.Unit))],
                [.. open.Except(places.Select(place => place.Bench)).Select(bench => bench!.Unit)]);
        }
    }

    /// <summary>Puts a unit into its slot.</summary>
    /// <returns>Null when there is no such slot, or it is not free.</returns>
    public Bench? Take(TrainUnit work)
    {
        lock (gate)
        {
            if (work.Slot < 0 || work.Slot >= places.Length || places[work.Slot].Bench is not null)
            {
                return null;
            }

            var bench = new Bench(work, places[work.Slot].Device, Leave);
            places[work.Slot].Take(bench);
            open.Add(bench);
            begun[(work.Unit.Run, work.Unit.Unit)] = work.Unit.Attempt;
            return bench;
        }
    }

    /// <summary>Whether an assignment is in training, or has reports that are not answered.</summary>
    public bool Holds(UnitAttempt unit)
    {
        lock (gate)
        {
            return open.Any(bench => bench.Unit == unit) || places.Any(place => place.Bench?.Unit == unit);
        }
    }

    /// <summary>Whether an assignment, or a later one of its unit, was begun here at any time: it is not begun twice, since it has left its traces in its folder.</summary>
    public bool HasBegun(UnitAttempt unit)
    {
        lock (gate)
        {
            return begun.TryGetValue((unit.Run, unit.Unit), out var last) && last.Value >= unit.Attempt.Value;
        }
    }

    /// <summary>Nobody waits for a report of this unit any more.</summary>
    public void Close(Bench bench)
    {
        lock (gate)
        {
            open.Remove(bench);
            SayWhenDrained();
        }
    }

    /// <summary>No more units are to be begun here.</summary>
    public void Drain()
    {
        lock (gate)
        {
            IsDraining = true;
            SayWhenDrained();
        }
    }

    /// <summary>Whether a thread is at work for a run, or for any.</summary>
    public bool IsBusy(RunId? run)
    {
        lock (gate)
        {
            return places.Any(place => place.Bench is { } bench && (run is null || bench.Unit.Run == run));
        }
    }

    /// <summary>Ends every thread within a batch.</summary>
    /// <param name="within">How long it may take.</param>
    /// <returns>Ends when no thread is left, or the time is over.</returns>
    public async Task Stop(TimeSpan within)
    {
        foreach (var bench in Open)
        {
            bench.Cancel();
        }

        for (var end = DateTime.UtcNow + within; IsBusy(null) && DateTime.UtcNow < end;)
        {
            await Task.Delay(LookAgainAfter).ConfigureAwait(false);
        }
    }

    /// <summary>The thread of a unit has ended, though its reports may still be on their way.</summary>
    private void Leave(Bench bench)
    {
        lock (gate)
        {
            foreach (var place in places.Where(place => place.Bench == bench))
            {
                place.Bench = null;
            }

            SayWhenDrained();
        }
    }

    private void SayWhenDrained()
    {
        if (IsDraining && open.Count == 0 && places.All(place => place.Bench is null))
        {
            drained.TrySetResult();
        }
    }

    private sealed class Place(ComputeDevice device)
    {
        public ComputeDevice Device { get; } = device;

        /// <summary>Units begun in it.</summary>
        public int Started { get; private set; }

        public Bench? Bench { get; set; }

        public void Take(Bench bench) => (Bench, Started) = (bench, Started + 1);
    }
}
