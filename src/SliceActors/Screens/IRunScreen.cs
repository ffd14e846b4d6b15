using SliceActors.Runs.Queries;

namespace SliceActors.Screens;

/// <summary>Shows a run while it goes on.</summary>
internal interface IRunScreen
{
    /// <summary>Shows the run until it is over.</summary>
    /// <param name="look">Where the run stands now.</param>
    /// <param name="cancellation">Ends the show, not the run.</param>
    /// <returns>Where the run stood at its end.</returns>
    Task<RunView> Show(Func<Task<RunView>> look, CancellationToken cancellation);
}
