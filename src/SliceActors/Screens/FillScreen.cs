using SliceActors.Imaging.Store;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>Shows how the slices of a study are prepared.</summary>
internal static class FillScreen
{
    /// <summary>Prepares, showing a bar on a terminal and one line elsewhere.</summary>
    /// <param name="quiet">Show nothing.</param>
    /// <param name="extracted">Whether images are slices that were extracted, not volumes.</param>
    /// <param name="prepare">Prepares and reports.</param>
    public static IReadOnlyList<string> Show(bool quiet, bool extracted, Func<IProgress<FillProgress>?, (IReadOnlyList<string> Digests, FillStatistics Statistics)> prepare)
    {
        var (digests, statistics) = quiet || !AnsiConsole.Profile.Capabilities.Interactive
            ? prepare(null)
            : AnsiConsole.Progress().AutoClear(true).Start(context =>
            {
                var bar = context.AddTask("Preparing slices");
                return prepare(new Bar(bar));
            });
        if (!quiet)
        {
            Sentences.Say(statistics.VolumesDecoded == 0
                ? $"Slices of {digests.Count} images: found in the cache."
                : $"Slices of {digests.Count} images: {statistics.VolumesDecoded} {(extracted ? "read as extracted" : "volumes decoded")} ({Sizes.Text(statistics.BytesRead)} read).");
        }

        return digests;
    }

    // System.Progress would post to another thread: values could arrive after the bar is gone.
    private sealed class Bar(ProgressTask task) : IProgress<FillProgress>
    {
        public void Report(FillProgress value) => task.MaxValue(value.ImagesTotal).Value(value.ImagesDone);
    }
}
