using System.Diagnostics;
using SliceActors.Runs.Queries;

namespace SliceActors.Screens;

/// <summary>Shows nothing.</summary>
internal sealed class QuietRunScreen : IRunScreen
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    public async Task<RunView> Show(Func<Task<RunView>> look, CancellationToken cancellation)
    {
        while (await look() is var view)
        {
            if (view.IsOver)
            {
                return view;
            }

            await Task.Delay(LookEvery, cancellation);
        }

        throw new UnreachableException();
    }
}
