using System.Globalization;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>Where a run stands, for a person.</summary>
internal static class StatusScreen
{
    private const int MostRunningShown = 16;

    public static void Show(RunStatus status, IAnsiConsole console)
    {
        var (view, spec) = (status.View, status.Spec);
        console.WriteLine($"Run {view.Run}: {spec.NetworkType.Term()} {spec.Network.Architecture}, {status.State}");
        console.WriteLine(Times(status));
        if (status.Process is { } process)
        {
            console.WriteLine($"At work: {process}.");
        }

        console.Write(LiveRunScreen.Folds(view, spec.NetworkType));
        console.WriteLine($"{view.EpochsDone} of {Count.Of(view.EpochsPlanned, "epoch")}.");
        if (!view.Running.IsEmpty)
        {
            console.Write(Running(view, spec));
        }

        ResultScreen.Show(view, console);
        foreach (var (node, reason) in status.SetAside)
        {
            console.WriteLine($"{node} is set aside for this run: {reason}");
        }

        if (view.Failure is { } failure && view.Phase == RunPhase.Failed)
        {
            console.WriteLine($"It stopped: {failure.Reason}");
        }

        if (!status.IsFinished && status.OtherVersion is { } version)
        {
            console.WriteLine(version);
        }

        if (status.ReportNext is { } report)
        {
            console.Profile.Out.Writer.WriteLine($"It has no report. To write it: {report}");
        }

        if (status.Next is { } next)
        {
            // Not wrapped: it is there to be copied.
            console.Profile.Out.Writer.WriteLine($"{(status.IsFinished ? "To try the failed networks again" : "To go on")}: {next}");
        }
    }

    private static string Times(RunStatus status)
    {
        string?[] facts =
        [
            status.Journal.Started is { } started ? string.Create(CultureInfo.InvariantCulture, $"Started {started:yyyy-MM-dd HH:mm} UTC") : status.Journal.HasBegun ? "Started in a cluster" : "Described, but not started",
            status.EpochsPerMinute is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate:0.0} epochs a minute") : null,
            status.TimeLeft is { } left ? $"about {Sizes.Text(left)} left" : null,
        ];
        return $"{string.Join(", ", facts.OfType<string>())}.";
    }

    private static Table Running(RunView view, RunSpec spec)
    {
        var isAutoencoder = spec.NetworkType == NetworkType.Autoencoder;
        var table = new Table().Border(TableBorder.None).AddColumns("network", "epochs", isAutoencoder ? "validation MSE" : "validation loss");
        if (!isAutoencoder)
        {
            table.AddColumn("balanced accuracy");
        }

        var names = ViewNames.Of(view);
        foreach (var unit in view.Running.Take(MostRunningShown))
        {
            string[] cells =
            [
                names.Of(unit.Unit),
                string.Create(CultureInfo.InvariantCulture, $"{unit.EpochsDone} of {spec.Optimisation.Epochs}"),
                unit.Last is { } last ? LossText.Of(last.ValidationLoss) : "–",
                unit.Last is { } known ? ScoreTable.Figure(known.ValidationBalancedAccuracy) : "–",
            ];
            table.AddRow(cells[..table.Columns.Count]);
        }

        return view.Running.Length > MostRunningShown ? table.Caption($"… and {view.Running.Length - MostRunningShown} more") : table;
    }
}
