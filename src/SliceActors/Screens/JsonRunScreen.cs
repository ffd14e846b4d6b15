using SliceActors.Runs.Queries;

namespace SliceActors.Screens;

/// <summary>Where a run stands, for programs: a JSON object on a line whenever something has changed.</summary>
/// <param name="output">Where to.</param>
/// <param name="time">The clock.</param>
internal sealed class JsonRunScreen(TextWriter output, TimeProvider time) : IRunScreen
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Pace pace = new(time);

    public async Task<RunView> Show(Func<Task<RunView>> look, CancellationToken cancellation)
    {
        var before = string.Empty;
        while (true)
        {
            var view = await look();
            var known = pace.Look(view);
            var stands = JsonLine.Of(json => ViewJson.Write(json, view));
            if (stands != before)
            {
                before = stands;
                output.WriteLine(JsonLine.Of(json =>
                {
                    ViewJson.Write(json, view);
                    ViewJson.WriteNumber(json, "epochs_per_minute", known?.PerMinute);
                    ViewJson.WriteNumber(json, "seconds_left", known?.Left.TotalSeconds);
                }));
            }

            if (view.IsOver)
            {
                return view;
            }

            await Task.Delay(LookEvery, cancellation);
        }
    }
}
