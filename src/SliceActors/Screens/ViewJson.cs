using System.Text.Json;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Screens;

/// <summary>The view of a run as members of a JSON object. Names are never changed, only added.</summary>
internal static class ViewJson
{
    /// <summary>A run of a cluster.</summary>
    public static void Write(Utf8JsonWriter json, RunView view)
    {
        json.WriteString("run", view.Run.Value);
        json.WriteString("output_directory", view.OutputDirectory);
        json.WriteString("network_type", view.NetworkType.Term());
        json.WriteString("architecture", view.Architecture);
        json.WriteString("state", ClusterScreen.State(view.Phase).Replace(' ', '_'));
        json.WriteNumber("epochs_done", view.EpochsDone);
        json.WriteNumber("epochs_planned", view.EpochsPlanned);
        json.WriteString("stopped_because", view.Phase == RunPhase.Failed ? view.Failure?.Reason : null);
        json.WriteString("report_missing", view.ReportMissing);
        WriteNetworks(json, view);
    }

    /// <summary>Its folds, and the networks that are in training or failed.</summary>
    public static void WriteNetworks(Utf8JsonWriter json, RunView view)
    {
        WriteFolds(json, view);
        WriteVariations(json, view);
        WriteRunning(json, view);
        WriteFailures(json, view);
        WriteEstimates(json, view);
    }

    private static void WriteFolds(Utf8JsonWriter json, RunView view)
    {
        json.WriteStartArray("folds");
        foreach (var fold in view.Folds.Where(fold => fold.Kind is null))
        {
            json.WriteStartObject();
            json.WriteNumber("fold", fold.Fold.Value);
            json.WriteNumber("completed", fold.Completed);
            json.WriteNumber("running", fold.Running);
            json.WriteNumber("waiting", fold.Waiting);
            json.WriteNumber("failed", fold.Failed);
            json.WriteBoolean("merged", fold.Merged);

            // A letter for each: waiting, running, completed, failed.
            json.WriteString("networks", string.Concat(fold.Networks.Select(phase => char.ToLowerInvariant($"{phase}"[0]))));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteVariations(Utf8JsonWriter json, RunView view)
    {
        json.WriteStartArray("variations");
        foreach (var folds in view.Folds.Where(fold => fold.Kind is not null))
        {
            json.WriteStartObject();
            json.WriteString("kind", $"{folds.Kind}".ToLowerInvariant());
            json.WriteNumber("done", folds.Done);
            json.WriteNumber("planned", folds.Planned);
            json.WriteNumber("completed", folds.Completed);
            json.WriteNumber("running", folds.Running);
            json.WriteNumber("waiting", folds.Waiting);
            json.WriteNumber("failed", folds.Failed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRunning(Utf8JsonWriter json, RunView view)
    {
        json.WriteStartArray("running");
        var names = ViewNames.Of(view);
        foreach (var unit in view.Running)
        {
            json.WriteStartObject();
            WriteUnit(json, unit.Unit);
            json.WriteString("name", names.Of(unit.Unit));
            json.WriteString("node", unit.Node);
            json.WriteNumber("epochs_done", unit.EpochsDone);
            WriteNumber(json, "validation_loss", unit.Last?.ValidationLoss);
            WriteNumber(json, "validation_balanced_accuracy", unit.Last?.ValidationBalancedAccuracy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFailures(Utf8JsonWriter json, RunView view)
    {
        json.WriteStartArray("failures");
        var names = ViewNames.Of(view);
        foreach (var (reason, networks) in FailureScreen.Groups(view))
        {
            json.WriteStartObject();
            json.WriteString("reason", reason);
            json.WriteStartArray("networks");
            foreach (var failure in networks)
            {
                json.WriteStartObject();
                WriteUnit(json, failure.Unit);
                json.WriteString("name", names.Of(failure.Unit));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEstimates(Utf8JsonWriter json, RunView view)
    {
        json.WriteStartArray("estimates");
        foreach (var estimate in RunEstimate.All(view.Merged))
        {
            json.WriteStartObject();
            json.WriteString("estimate", estimate.Kind.Term());
            json.WriteString("selection", estimate.Selection?.Term());
            json.WriteNumber("folds", estimate.Folds.Length);
            json.WriteNumber("participants_1", estimate.Positives);
            json.WriteNumber("participants_0", estimate.Negatives);
            var figures = estimate.Figures;
            WriteInterval(json, "auc", figures.Auc);
            WriteInterval(json, "balanced_accuracy", figures.BalancedAccuracy);
            WriteInterval(json, "sensitivity", figures.Sensitivity);
            WriteInterval(json, "specificity", figures.Specificity);
            WriteInterval(json, "ppv", figures.Ppv);
            WriteInterval(json, "npv", figures.Npv);
            WriteInterval(json, "average_precision", figures.Probabilities.AveragePrecision);
            WriteInterval(json, "brier_score", figures.Probabilities.BrierScore);
            WriteInterval(json, "calibration_intercept", figures.Probabilities.CalibrationIntercept);
            WriteInterval(json, "calibration_slope", figures.Probabilities.CalibrationSlope);
            json.WriteString("note", string.Join(" ", EstimateNotes.Of(estimate)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteInterval(Utf8JsonWriter json, string name, Interval figure)
    {
        WriteNumber(json, name, figure.Value);
        WriteNumber(json, $"{name}_lower", figure.Lower);
        WriteNumber(json, $"{name}_upper", figure.Upper);
    }

    private static void WriteUnit(Utf8JsonWriter json, UnitId unit)
    {
        json.WriteNumber("fold", unit.Fold.Value);
        WriteNumber(json, "network", unit.Network?.Value);
    }

    // JSON has no NaN, which the balanced accuracy of an autoencoder is.
    internal static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known && double.IsFinite(known))
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
