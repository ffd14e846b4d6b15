using SliceActors.Runs.Queries;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SliceActors.Screens;

/// <summary>Keeps a picture of a run up to date on a terminal.</summary>
/// <param name="console">The terminal.</param>
/// <param name="render">Draws the picture.</param>
/// <param name="lookEvery">How often it is drawn.</param>
internal sealed class LiveScreen(IAnsiConsole console, Func<RunView, IRenderable> render, TimeSpan lookEvery) : IRunScreen
{
    public Task<RunView> Show(Func<Task<RunView>> look, CancellationToken cancellation) => console
        .Live(new Text("Starting…"))
        .AutoClear(true)
        .StartAsync(async context =>
        {
            while (true)
            {
                var view = await look();
                if (view.IsOver)
                {
                    return view;
                }

                context.UpdateTarget(render(view));
                await Task.Delay(lookEvery, cancellation);
            }
        });
}
