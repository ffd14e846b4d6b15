using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
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
