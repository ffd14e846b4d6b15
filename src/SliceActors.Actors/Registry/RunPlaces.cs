using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using static SliceActors.Runs.Messages.JournalMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Registry;

/// <summary>What the journal of the registry says: which runs there are, in the order in which they were first opened.</summary>
internal sealed class RunPlaces
{
    private readonly OrderedDictionary<RunId, RunPlace> places = [];

    /// <summary>The runs that somebody has to work at.</summary>
    public IReadOnlyList<RunId> Open => [.. places.Values.Where(place => place.IsOpen).Select(place => place.Run)];

    /// <summary>All runs.</summary>
    public IEnumerable<RunEntry> Entries => places.Values.Select(place => new RunEntry(place.Run, place.Folder ?? string.Empty, place.IsOpen));

    /// <summary>A run; null when it was never opened.</summary>
    public RunPlace? Of(RunId run) => places.GetValueOrDefault(run);

    /// <summary>Whether somebody has to work at a run.</summary>
    public bool IsOpen(RunId run) => Of(run) is { IsOpen: true };

    /// <summary>Why a run is not taken over; null when it is, or was by this very stay.</summary>
    public string? RefusalOf(TakeOverRun take)
    {
        var run = take.Submission.Run;
        return Of(run) switch
        {
            { IsOpen: true } open => open.Stay == take.Stay ? null : $"Run {run} is in the hands of this cluster already, or has not been handed back to its folder yet.",

            // The word of a node that did not hear of its end.
            { } closed when closed.Stay == take.Stay => $"Run {run} is over or was stopped, and its events were given back to {closed.Folder}.",
            _ when take.Part is { Count: 1, Events.IsEmpty: true } =>
                $"{take.Submission.OutputDirectory} says that a cluster works at its run {run}, but this one does not know of it: its journal may have been lost. Ask the cluster that does, or put back the folder's .slice-actors as it was before.",
            _ => null,
        };
    }

    /// <summary>Takes note of an event.</summary>
    public void Apply(IRegistryEvent happened)
    {
        switch (happened)
        {
            case RegistryEvents.RunOpened opened:
                places[opened.Run] = new RunPlace(opened.Run, opened.Folder, opened.Stay, IsOpen: true, opened.Priority);
                break;
            case RegistryEvents.RunClosed closed:
                places[closed.Run] = places[closed.Run] with { IsOpen = false };
                break;
            default:
                throw new ArgumentException($"{happened.GetType().Name} is not an event of the registry.", nameof(happened));
        }
    }
}
