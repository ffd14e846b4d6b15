using SliceActors.Runs.Specs;
using SliceActors.Scoring.Predictions;
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
            ShowHeldOut(plan, result, console);
            List<ScoreTable.Row> folds = [.. result.Folds.Select(fold => Row($"{fold.Fold.Fold}", fold.Fold.Selection, fold.Set))];
            List<ScoreTable.Row> ensembles = [.. result.Ensembles.Select(mean => Row("ensemble", mean.Selection, mean.Set))];
            console.Write(ScoreTable.Of($"set {plan.Request.Prefix}, {Count.Of(plan.Sessions.Length, "image")}", folds, ensembles));
            if (result.Folds.Any(fold => fold.Set.Images.Select(image => image.TrueLabel).Distinct().Count() > 1))
            {
                foreach (var sentence in ScoreTable.OneClassOnly([.. folds, .. ensembles]))
                {
                    console.WriteLine(sentence);
                }
            }

            if (!result.Subgroups.IsEmpty)
            {
                var (selection, report) = result.Subgroups[0];
                SubgroupScreen.Show(selection, report, console);
            }

            SliceChart.Show(plan.Results.Tree, plan.Folds.Select(fold => fold.Fold).Distinct(), plan.Request.Prefix, console);
        }

        var (tree, prefix) = (plan.Results.Tree, plan.Request.Prefix);
        Sentences.Say($"{Count.Of(plan.Sessions.Length, "image")}, {Count.Of(plan.Folds.Sum(fold => fold.Networks.Length), "network")}. Tables {prefix}_…tsv of each fold: {tree.AllAnswers(prefix)}");
        if (!result.Ensembles.IsEmpty)
        {
            Sentences.Say($"Mean of the folds: {Path.Combine(tree.Root, "ensemble", "best_*")}");
        }
    }

    private static ScoreTable.Row Row(string fold, Selection selection, PredictedSet set) =>
        new(fold, selection, null, set.Scores!.Metrics, set.Figures!.Figures.BalancedAccuracy, set.Figures.Figures.Auc);

    private static void ShowHeldOut(PredictionPlan plan, PredictionResult result, IAnsiConsole console)
    {
        var folds = plan.Folds.Select(fold => fold.Fold).Distinct().Count();
        HeldOutScreen.Show(
            plan.Request.Prefix,
            folds > 1 ? $"mean of {folds} folds" : $"fold {plan.Folds[0].Fold}",
            folds > 1
                ? [.. result.Ensembles.Select(mean => (mean.Selection, mean.Set.Figures!))]
                : [.. result.Folds.Select(fold => (fold.Fold.Selection, fold.Set.Figures!))],
            console);
    }
}
