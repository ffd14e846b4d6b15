using SliceActors.Runs.Specs;
using SliceActors.Studies.Exports;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>What was taken away, and what is left to do before it is given to others.</summary>
internal static class ExportScreen
{
    /// <summary>Shows a bar on a terminal while networks are written.</summary>
    public static void Watch(bool quiet, int networks, Action<Action<int>> write)
    {
        if (quiet || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            write(_ => { });
            return;
        }

        AnsiConsole.Progress().AutoClear(true).Start(context =>
        {
            var bar = context.AddTask("Writing networks", maxValue: networks);
            write(done => bar.Value = Math.Max(bar.Value, done));
        });
    }

    /// <summary>Says what lies where.</summary>
    public static void Show(ExportPlan plan)
    {
        var selections = string.Join(" and ", plan.Networks.Select(network => network.Selection).Distinct().Order().Select(FieldTerms.Term));
        Sentences.Say(plan.Request.Onnx
            ? $"{Count.Of(plan.Networks.Length, "network")} of {selections} written in ONNX's format."
            : $"{Count.Of(plan.Networks.Length, "network")} of {selections} described; --onnx writes them, too.");
        Sentences.Say($"Model card (README.md), dataset_description.json and networks.tsv: {plan.Target}");
        Sentences.Say("Before you give it away, add a licence and the source of the images to the card.");
    }
}
