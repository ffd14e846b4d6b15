namespace SliceActors.Learning.Computing;

/// <summary>
/// Where threads meet whose batches are computed as one: each hands in its batch and waits; when all seats that are taken have handed in, one of the threads
/// computes for all. Nobody waits for a seat that was given up. While some learn, those that only want answers wait for them: so they come to keep step, and
/// fill their rounds. As each epoch ends with answers, nobody waits longer than an epoch.
/// </summary>
/// <param name="seats">Networks that are computed as one, at most.</param>
/// <param name="compute">Computes requests of one kind.</param>
internal sealed class Carriage(int seats, Action<int, IReadOnlyList<BatchRequest>> compute)
{
    private readonly object gate = new();
    private readonly bool[] isTaken = new bool[seats];
    private readonly BatchRequest?[] handedIn = new BatchRequest?[seats];
    private List<BatchRequest> inHand = [];

    /// <summary>Whether nobody has a seat.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (gate)
            {
                return !isTaken.Contains(true);
            }
        }
    }

    /// <summary>Takes a seat: from now on the others wait for its batches.</summary>
    /// <returns>Its number; null when there is none left.</returns>
    public int? TryTake()
    {
        lock (gate)
        {
            var free = Array.IndexOf(isTaken, false);
            if (free < 0)
            {
                return null;
            }

            isTaken[free] = true;
            return free;
        }
    }

    /// <summary>Gives a seat up.</summary>
    public void Leave(int seat)
    {
        lock (gate)
        {
            isTaken[seat] = false;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Hands a batch in and waits until it is computed, which may be done by this very thread.</summary>
    /// <param name="request">Of a seat that is taken; one at a time.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">Cancelled before it was computed.</exception>
    /// <exception cref="InvalidOperationException">Those that were computed as one failed; the sentence says why.</exception>
    public void Compute(BatchRequest request, CancellationToken cancellation)
    {
        using var wake = cancellation.UnsafeRegister(_ => Wake(), null);
        lock (gate)
        {
            handedIn[request.Seat] = request;
            Monitor.PulseAll(gate);
        }

        while (WaitFor(request, cancellation) is { } round)
        {
            foreach (var alike in round.GroupBy(waiting => waiting.Kind))
            {
                Compute([.. alike]);
            }

            Settle(round);
        }

        if (request.Failure is { } failure)
        {
            throw new InvalidOperationException($"The networks that were computed as one failed: {failure.Message}", failure);
        }
    }

    /// <summary>Waits until a request is done, or until it falls to this thread to compute a round.</summary>
    /// <returns>The round; null when the request is done.</returns>
    private List<BatchRequest>? WaitFor(BatchRequest request, CancellationToken cancellation)
    {
        lock (gate)
        {
            while (!request.IsDone)
            {
                if (cancellation.IsCancellationRequested && !inHand.Contains(request))
                {
                    handedIn[request.Seat] = null;
                    cancellation.ThrowIfCancellationRequested();
                }

                if (IsComplete())
                {
                    var waiting = handedIn.OfType<BatchRequest>().ToList();
                    return inHand = waiting.Exists(other => other.Lesson is not null) ? waiting.FindAll(other => other.Lesson is not null) : waiting;
                }

                Monitor.Wait(gate);
            }

            return null;
        }
    }

    private bool IsComplete() => inHand.Count == 0 && isTaken.Zip(handedIn).All(seat => !seat.First || seat.Second is not null);

    private void Compute(List<BatchRequest> alike)
    {
        try
        {
            compute(seats, alike);
        }
#pragma warning disable CA1031 // Whatever it is, it is thrown again by each of those that took part.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            foreach (var request in alike)
            {
                request.Failure = trouble;
            }
        }
    }

    private void Settle(List<BatchRequest> round)
    {
        lock (gate)
        {
            foreach (var request in round)
            {
                handedIn[request.Seat] = null;
                request.IsDone = true;
            }

            inHand = [];
            Monitor.PulseAll(gate);
        }
    }

    private void Wake()
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }
}
