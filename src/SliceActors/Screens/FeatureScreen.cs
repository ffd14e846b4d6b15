using SliceActors.Imaging.Store;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>Shows how the features of a study's slices are computed.</summary>
internal static class FeatureScreen
{
    /// <summary>Opens features, showing a bar on a terminal and one line elsewhere.</summary>
    /// <param name="quiet">Show nothing.</param>
    /// <param name="open">Opens and reports slices done, and all slices, where it computes them; null where the study has no features.</param>
    public static void Show(bool quiet, Func<Action<int, int>?, SliceStore?> open)
    {
        var computed = 0;
        using var features = quiet || !AnsiConsole.Profile.Capabilities.Interactive
            ? open((_, all) => computed = all)
            : AnsiConsole.Progress().AutoClear(true).Start(context =>
            {
                var bar = context.AddTask("Computing features");
                return open((done, all) => bar.MaxValue(computed = all).Value(done));
            });
        if (!quiet && features is not null)
        {
            Console.WriteLine($"Features of {Count.Of(features.ImageCount * features.Slices.Count, "slice")}: {(computed > 0 ? "computed" : "found in the cache")}.");
        }
    }
}
