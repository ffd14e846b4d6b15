using SliceActors.Endings;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Tables;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>What a run came to.</summary>
internal static class ResultScreen
{
    public static void Show(RunView view, IAnsiConsole console)
    {
        ClaimTable.Show(view.Merged, console);
        var tree = new ResultTree(view.OutputDirectory);
        ChanceScreen.Show(tree, console);
        if (ValidationSubgroupReader.Read(tree) is { } report)
        {
            SubgroupScreen.ShowValidation(report, console);
        }

        if (view.Merged.Any(fold => !fold.Results.IsEmpty))
        {
            var rows = Rows(view);
            console.Write(ScoreTable.Of("validation, selected on the same people", rows, []));
            foreach (var sentence in ScoreTable.OneClassOnly(rows))
            {
                console.WriteLine(sentence);
            }
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

        FailureScreen.Show(view, console);
        if (view.ReportMissing is { } reason)
        {
            console.WriteLine($"Warning: there is no new report.html: {reason}");
            console.Profile.Out.Writer.WriteLine($"Once that is put right: {ReportHint(view.OutputDirectory)}");
        }
    }

    /// <summary>The sentence that a run ends with, and the exit code that goes with it.</summary>
    public static (ExitCode Code, string Sentence) End(RunView view) => view.Phase switch
    {
        RunPhase.Completed => (ExitCode.Done, $"Done. The results are in {view.OutputDirectory}{Pictures(view)}"),
        RunPhase.CompletedWithFailedUnits => (
            ExitCode.FinishedWithFailedUnits,
            (HasResults(view)
                ? $"Finished, but {Count.Of(view.Failures.Length, "network")} failed. The results of the others are in {view.OutputDirectory}"
                : $"Finished without results: {Count.Of(view.Failures.Length, "network")} failed, and there {(view.Failures.Length == 1 ? "was no other" : "were no others")}. What is known of the run is in {view.OutputDirectory}")
            + Environment.NewLine
            + (IsRetryOfUse(view) ? $"To try the failed ones again, with the same options: {RetryHint(view.OutputDirectory)}" : "The same options would make them fail again: train anew, for example with a smaller --learning_rate.")),
        RunPhase.Failed => (
            TroubleCodes.Of(view.Failure!.Cause),
            $"The run stopped: {view.Failure.Reason}{Environment.NewLine}Once that is put right: {ResumeHint(view.OutputDirectory)}"),
        RunPhase.Cancelled => (ExitCode.Interrupted, $"Stopped; nothing finished is lost. To go on: {ResumeHint(view.OutputDirectory)}"),
        _ => throw new ArgumentOutOfRangeException(nameof(view), view.Phase, "The run is not over."),
    };

    private static bool HasResults(RunView view) => view.Merged.Any(fold => !fold.Results.IsEmpty) || !view.Reconstructions.IsEmpty;

    private static string Pictures(RunView view) =>
        view.Reconstructions is [var fold, ..] && Path.GetDirectoryName(new ResultTree(view.OutputDirectory).Reconstructions(fold.Fold, DataSubset.Train)) is { } folder && Directory.Exists(folder)
            ? $"{Environment.NewLine}Pictures of inputs and outputs: {folder}{(view.Reconstructions.Length > 1 ? ", and so in each fold" : string.Empty)}"
            : string.Empty;

    public static string ResumeHint(string outputDirectory) => $"slice-actors resume {Quote(outputDirectory)}";

    public static string ReportHint(string outputDirectory) => $"slice-actors report {Quote(outputDirectory)}";

    public static string RetryHint(string outputDirectory) => $"slice-actors resume --retry_failed {Quote(outputDirectory)}";

    /// <summary>Whether another try with the same seed could end otherwise for any of the failed networks.</summary>
    public static bool IsRetryOfUse(RunView view) => view.Failures.Any(failure => failure.Cause is not FailureCause.Divergence);

    private static List<ScoreTable.Row> Rows(RunView view) =>
    [
        .. from fold in view.Merged
           from selection in fold.Results.ToLookup(result => result.Selection)
           let train = selection.First(result => result.Subset == DataSubset.Train)
           let validation = selection.First(result => result.Subset == DataSubset.Validation)
           let figures = RunEstimate.Of(EstimateKind.SelectedOnSamePeople, selection.Key, [fold]).Figures
           select new ScoreTable.Row($"{fold.Fold}", selection.Key, train.Metrics.BalancedAccuracy, validation.Metrics, figures.BalancedAccuracy, figures.Auc),
    ];

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
