using SliceActors.Runs.Specs;
using SliceActors.Scoring.Folds;
using SliceActors.Studies.Prediction;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>What trained networks say about new images.</summary>
internal static class PredictionScreen
{
    /// <summary>Shows a bar on a terminal while networks are applied.</summary>
    public static PredictionResult Watch(bool quiet, int networks, Func<Action<int>, PredictionResult> predict) =>
        quiet || !AnsiConsole.Profile.Capabilities.Interactive
            ? predict(_ => { })
            : AnsiConsole.Progress().AutoClear(true).Start(context =>
            {
                var bar = context.AddTask("Applying networks", maxValue: networks);
                return predict(done => bar.Value(done));
            });

    /// <summary>Shows how good the predictions are, when labels are known, and where they lie.</summary>
    public static void Show(PredictionPlan plan, PredictionResult result, IAnsiConsole console)
    {
        foreach (var warning in result.Folds.Select(fold => fold.Set.Warning).OfType<string>())
        {
            console.WriteLine($"Warning: {warning}");
        }

        if (plan.Request.Labelled)
        {
            console.Write(Table(result));
        }

        var (tree, prefix) = (plan.Results.Tree, plan.Request.Prefix);
        Console.WriteLine($"{Count.Of(plan.Sessions.Length, "image")}, {Count.Of(plan.Folds.Sum(fold => fold.Networks.Length), "network")}. Tables {prefix}_…tsv of each fold: {Path.Combine(tree.Root, "fold-*", "cnn_classification", "best_*")}");
        if (!result.Ensembles.IsEmpty)
        {
            Console.WriteLine($"Mean of the folds: {Path.Combine(tree.Root, "ensemble", "best_*")}");
        }
    }

    private static Table Table(PredictionResult result)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("Image level (BA = balanced accuracy)").AddColumns("fold", "best epoch by");
        foreach (var figure in new[] { "BA", "sensitivity", "specificity", "AUC (95 % interval)" })
        {
            table.AddColumn(new TableColumn(figure).RightAligned());
        }

        foreach (var (fold, set) in result.Folds)
        {
            Add(table, $"{fold.Fold}", fold.Selection, set.Scores!);
        }

        foreach (var (selection, set) in result.Ensembles)
        {
            Add(table, "mean", selection, set.Scores!);
        }

        return table;
    }

    private static void Add(Table table, string fold, Selection selection, SetScores scores) => table.AddRow(
        fold,
        ResultScreen.BestBy(selection),
        ResultScreen.Figure(scores.Metrics.BalancedAccuracy),
        ResultScreen.Figure(scores.Metrics.Sensitivity),
        ResultScreen.Figure(scores.Metrics.Specificity),
        ResultScreen.Interval(scores.Probabilities.Auc));
}
