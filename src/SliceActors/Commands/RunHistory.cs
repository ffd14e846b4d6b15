using SliceActors.Runs.Events;
using SliceActors.Screens;
using static SliceActors.Runs.Messages.HistoryMessages;

namespace SliceActors.Commands;

/// <summary>Reads what happened in a run from the page of a cluster or of a folder, and shows it.</summary>
/// <param name="page">The events after a number, with or without the ends of epochs.</param>
/// <param name="isAtWork">Whether more may come; asked before the events are.</param>
/// <param name="screen">Where it is shown.</param>
internal sealed class RunHistory(Func<long, bool, Task<EventsHappened>> page, Func<bool> isAtWork, LogScreen screen)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly RunLog log = new();
    private IRunEvent? last;

    /// <summary>Shows the last lines.</summary>
    /// <param name="most">How many; null for all.</param>
    /// <param name="withEpochs">Whether each epoch is a line.</param>
    /// <returns>How many earlier ones were left out, and the number of the last event that is known.</returns>
    public async Task<(long LeftOut, long Known)> Show(int? most, bool withEpochs)
    {
        // All but the epochs, which are most of the events: these are few, and say which network was where.
        var (events, newest) = (new List<DatedEvent>(), 0L);
        newest = await Read(0, withEpochs: false, events.AddRange);
        if (!withEpochs)
        {
            return (ShowLast(events, most), newest);
        }

        var leftOut = most is { } some ? Math.Max(0, newest - some) : 0;
        foreach (var before in events.Where(dated => dated.Number <= leftOut))
        {
            Next(before);
        }

        if (most is null)
        {
            return (0, await Read(0, withEpochs: true, more => screen.Write([.. more.Select(Next)])));
        }

        // More may have come meanwhile.
        events.Clear();
        newest = await Read(leftOut, withEpochs: true, events.AddRange);
        return (leftOut + ShowLast(events, most), newest);
    }

    /// <summary>Shows what happens after an event, until the run ends or nobody works at it.</summary>
    public async Task Follow(long known, bool withEpochs, CancellationToken cancellation)
    {
        while (true)
        {
            var (mayGoOn, before) = (isAtWork(), known);
            known = await Read(known, withEpochs, more => screen.Write([.. more.Select(Next)]));
            if ((last is not null && RunLog.IsEnd(last)) || (!mayGoOn && known == before))
            {
                return;
            }

            await Task.Delay(LookEvery, cancellation);
        }
    }

    /// <returns>How many were left out.</returns>
    private int ShowLast(List<DatedEvent> events, int? most)
    {
        var lines = events.ConvertAll(Next);
        var leftOut = Math.Max(0, lines.Count - (most ?? lines.Count));
        screen.Write(lines[leftOut..]);
        return leftOut;
    }

    private LogLine Next(DatedEvent dated)
    {
        last = dated.Happened;
        return log.Next(dated);
    }

    private async Task<long> Read(long after, bool withEpochs, Action<IEnumerable<DatedEvent>> take)
    {
        while (true)
        {
            var read = await page(after, withEpochs);
            take(read.Events);
            if (read.IsAll)
            {
                return read.Newest;
            }

            after = read.Events[^1].Number;
        }
    }
}
