using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Learning.Explanations;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Explanations;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>What was explained, and whether the maps show what was learned. Fits 80 columns.</summary>
internal static class ExplanationScreen
{
    // Above this a map is mostly the image: half of its order is there without what was learned.
    private const double Alike = 0.5;

    /// <summary>Shows a bar on a terminal while slices are explained, which goes on while they are explained once more with shuffled weights.</summary>
    public static ImmutableArray<ExplanationResult> Watch(bool quiet, int maps, int checkedMaps, Func<Action<int>, ImmutableArray<ExplanationResult>> explain) =>
        quiet || !AnsiConsole.Profile.Capabilities.Interactive
            ? explain(_ => { })
            : AnsiConsole.Progress().AutoClear(true).Start(context =>
            {
                var bar = context.AddTask("Explaining slices", maxValue: maps + checkedMaps);
                return explain(done => bar.Value = Math.Max(bar.Value, done));
            });

    public static void Show(ExplanationPlan plan, ImmutableArray<ExplanationResult> results, IAnsiConsole console)
    {
        var settings = plan.Request.Settings;
        foreach (var result in results)
        {
            console.WriteLine($"{Count.Of(result.Images.DistinctBy(image => (image.Answer.ParticipantId, image.Answer.SessionId)).Count(), "image")} explained by {ExplanationSettings.Term(settings.Method)}, networks of {result.Selection.Term()}.");
            ShowCheck(result, console);
            Sentences.Say($"Maps, groups and tables: {result.Folder}");
        }

        console.WriteLine($"Positive numbers speak for class {settings.TargetClass}, negative ones against it.");
        console.WriteLine("Outlines alone can tell classes apart: the contours that skull-stripping leaves");
        console.WriteLine("gave the same accuracy in one study (Tinauer 2025). Look where maps are large.");
        if (settings.Method == ExplanationMethod.GradCam)
        {
            console.WriteLine("On 45,000 brain MRIs with a known answer Grad-CAM failed to find the place where");
            console.WriteLine("smoothgrad found it (Siegel 2025): do not rely on these maps alone.");
        }
    }

    private static void ShowCheck(ExplanationResult result, IAnsiConsole console)
    {
        console.WriteLine("Do the maps show what was learned? They are made again with shuffled weights:");
        var table = new Table().Border(TableBorder.Rounded).AddColumn("weights shuffled down to");
        var folds = result.Layers.GroupBy(layer => layer.Fold).ToList();
        table.AddColumn(new TableColumn("likeness of maps").RightAligned());
        var steps = result.Layers.GroupBy(layer => (layer.Step, layer.Layer)).OrderBy(step => step.Key.Step).ToList();
        foreach (var step in steps)
        {
            table.AddRow(Markup.Escape(step.Key.Layer), Mean(step.Select(layer => layer.Correlation)) is { } mean ? Text(mean) : "–");
        }

        console.Write(table);
        console.WriteLine("1 = the same map, 0 = nothing in common. The slice that weighs most,");
        console.WriteLine($"{(folds.Count > 1 ? $"mean of {folds.Count} folds" : $"fold {folds[0].Key}")}.");
        console.WriteLine(Mean(steps[^1].Select(layer => layer.Correlation)) switch
        {
            null => "With all weights shuffled a map has one number only: nothing can be said.",
            > Alike and var left => $"With all weights shuffled the map still looks {Text(left)} alike:\nit shows the image more than what was learned.",
            var left => $"With all weights shuffled {Text(left.Value)} is left: the map depends on what was learned.",
        });
    }

    private static double? Mean(IEnumerable<double?> correlations) => correlations.OfType<double>().ToList() is { Count: > 0 } known ? known.Average() : null;

    private static string Text(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
