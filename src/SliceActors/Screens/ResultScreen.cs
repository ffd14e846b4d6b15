using System.Globalization;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>What a run came to.</summary>
internal static class ResultScreen
{
    public static void Show(RunView view, IAnsiConsole console)
    {
        if (view.Merged.Any(fold => !fold.Results.IsEmpty))
        {
            console.Write(Table(view));
        }

        if (!view.Reconstructions.IsEmpty)
        {
            console.Write(Table(view.Reconstructions));
        }

        foreach (var fold in view.Merged)
        {
            foreach (var warning in fold.Warnings)
            {
                console.WriteLine($"Warning: {warning}");
            }
        }

        foreach (var failure in view.Failures)
        {
            console.WriteLine($"{failure.Unit} failed: {failure.Reason}");
        }
    }

    /// <summary>The sentence that a run ends with, and the exit code that goes with it.</summary>
    public static (ExitCode Code, string Sentence) End(RunView view) => view.Phase switch
    {
        RunPhase.Completed => (ExitCode.Done, $"Done. The results are in {view.OutputDirectory}{Pictures(view)}"),
        RunPhase.CompletedWithFailedUnits => (
            ExitCode.FinishedWithFailedUnits,
            $"Finished, but {Count.Of(view.Failures.Length, "network")} failed. The results of the others are in {view.OutputDirectory}"
            + $"{Environment.NewLine}To try the failed ones again, with the same options: {RetryHint(view.OutputDirectory)}"),
        RunPhase.Failed => (
            view.Failure!.Cause,
            $"The run stopped: {view.Failure.Reason}{Environment.NewLine}Once that is put right: {ResumeHint(view.OutputDirectory)}"),
        RunPhase.Cancelled => (ExitCode.Interrupted, $"Stopped; nothing finished is lost. To go on: {ResumeHint(view.OutputDirectory)}"),
        _ => throw new ArgumentOutOfRangeException(nameof(view), view.Phase, "The run is not over."),
    };

    private static string Pictures(RunView view) =>
        view.Reconstructions is [var fold, ..] && Path.GetDirectoryName(new ResultTree(view.OutputDirectory).Reconstructions(fold.Fold, DataSubset.Train)) is { } folder && Directory.Exists(folder)
            ? $"{Environment.NewLine}Pictures of inputs and outputs: {folder}{(view.Reconstructions.Length > 1 ? ", and so in each fold" : string.Empty)}"
            : string.Empty;

    public static string ResumeHint(string outputDirectory) => $"slice-actors resume {Quote(outputDirectory)}";

    public static string RetryHint(string outputDirectory) => $"slice-actors resume --retry_failed {Quote(outputDirectory)}";

    private static Table Table(RunView view)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("Image level (BA = balanced accuracy)").AddColumns("fold", "best epoch by");
        foreach (var figure in new[] { "train BA", "validation BA", "sensitivity", "specificity", "AUC (95 % interval)" })
        {
            table.AddColumn(new TableColumn(figure).RightAligned());
        }

        foreach (var fold in view.Merged)
        {
            foreach (var selection in fold.Results.ToLookup(result => result.Selection))
            {
                var train = selection.First(result => result.Subset == DataSubset.Train).Metrics;
                var (validation, probabilities) = selection.Where(result => result.Subset == DataSubset.Validation).Select(result => (result.Metrics, result.Probabilities)).First();
                table.AddRow(
                    $"{fold.Fold}",
                    BestBy(selection.Key),
                    Figure(train.BalancedAccuracy),
                    Figure(validation.BalancedAccuracy),
                    Figure(validation.Sensitivity),
                    Figure(validation.Specificity),
                    Interval(probabilities?.Auc));
            }
        }

        table.Caption("Sensitivity, specificity and AUC are those of the validation set.");
        return table;
    }

    /// <summary><c>loss</c> or <c>BA</c>.</summary>
    internal static string BestBy(Selection selection) => selection == Selection.BestLoss ? "loss" : "BA";

    /// <summary><c>0.900 (0.712 to 1.000)</c>; empty when the figure is not known.</summary>
    internal static string Interval(MetricEstimate? estimate) => estimate is { } known && !double.IsNaN(known.Value)
        ? $"{Figure(known.Value)} ({Figure(known.Lower)} to {Figure(known.Upper)})"
        : string.Empty;

    internal static string Figure(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static Table Table(IReadOnlyList<FoldReconstruction> reconstructions)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("Reconstruction (MSE = mean squared error)").AddColumn("fold");
        foreach (var figure in new[] { "epochs", "best epoch", "train MSE", "validation MSE" })
        {
            table.AddColumn(new TableColumn(figure).RightAligned());
        }

        foreach (var fold in reconstructions)
        {
            table.AddRow($"{fold.Fold}", $"{fold.EpochsTrained}", $"{fold.Epoch}", LossText.Of(fold.TrainLoss), LossText.Of(fold.ValidationLoss));
        }

        return table;
    }

    private static string Quote(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path;
}
