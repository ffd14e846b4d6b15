using SliceActors.Imaging;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>Shows an extraction.</summary>
internal static class ExtractionScreen
{
    /// <summary>Extracts, showing a bar on a terminal.</summary>
    public static ExtractionProgress Show(Func<IProgress<ExtractionProgress>?, ExtractionProgress> extract) => AnsiConsole.Profile.Capabilities.Interactive
        ? AnsiConsole.Progress().AutoClear(true).Start(context =>
        {
            var bar = context.AddTask("Extracting");
            return extract(new Bar(bar));
        })
        : extract(null);

    // System.Progress would post to another thread: values could arrive after the bar is gone.
    private sealed class Bar(ProgressTask task) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress value) => task.MaxValue(value.ImagesTotal).Value(value.ImagesDone);
    }
}
