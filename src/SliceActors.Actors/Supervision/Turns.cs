using System.Collections.Concurrent;

namespace SliceActors.Actors.Supervision;

/// <summary>
/// Lets threads that write the same files do so one after the other. An actor that stops cannot take its thread with it, and one that is started again a moment
/// later would otherwise write beside it.
/// </summary>
internal sealed class Turns
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);

    /// <summary>Works once nobody else works at the same.</summary>
    /// <param name="what">Name of the files.</param>
    /// <param name="work">What to do.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">Cancelled while it waited.</exception>
    public T Take<T>(string what, Func<T> work, CancellationToken cancellation = default)
    {
        var turn = turns.GetOrAdd(what, _ => new SemaphoreSlim(1, 1));
        turn.Wait(cancellation);
        try
        {
            return work();
        }
        finally
        {
            turn.Release();
        }
    }
}
