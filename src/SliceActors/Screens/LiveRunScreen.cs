using System.Globalization;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SliceActors.Screens;

/// <summary>A table that keeps itself up to date on a terminal.</summary>
internal sealed class LiveRunScreen(IAnsiConsole console, NetworkType networkType, int epochs) : IRunScreen
{
    private const int MostRunningShown = 16;
    private const int BarCells = 20;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private readonly Pace pace = new(TimeProvider.System);
    private readonly Dictionary<UnitId, (int Epoch, double Value)> best = [];

    public Task<RunView> Show(Func<Task<RunView>> look, CancellationToken cancellation) => new LiveScreen(console, Render, LookEvery).Show(look, cancellation);

    internal IRenderable Render(RunView view)
    {
        var running = new Table().Border(TableBorder.None).AddColumns("network", "epoch", "batch").AddColumns(Figures);
        var names = ViewNames.Of(view);
        foreach (var unit in view.Running.Take(MostRunningShown))
        {
            running.AddRow(
                names.Of(unit.Unit),
                string.Create(CultureInfo.InvariantCulture, $"{Math.Min(unit.EpochsDone + 1, epochs)} of {epochs}"),
                unit.Batches == 0 ? "…" : string.Create(CultureInfo.InvariantCulture, $"{unit.Batch} of {unit.Batches}"),
                networkType == NetworkType.Autoencoder ? Loss(unit.Last?.TrainLoss) : Figure(unit.Last?.ValidationBalancedAccuracy),
                networkType == NetworkType.Autoencoder ? Loss(unit.Last?.ValidationLoss) : Figure(unit.Last?.ValidationLoss),
                BestSoFar(unit));
        }

        var more = view.Running.Length > MostRunningShown ? $"… and {view.Running.Length - MostRunningShown} more" : string.Empty;
        return new Rows(
            Folds(view, networkType),
            running,
            new Text(string.Create(CultureInfo.InvariantCulture, $"{more}{view.EpochsDone} of {view.EpochsPlanned} epochs, {pace.Text(view)}. Ctrl-C stops; the run can be resumed.")));
    }

    /// <summary>The table of the folds. An autoencoder has no tables that could be written.</summary>
    internal static Table Folds(RunView view, NetworkType networkType)
    {
        var folds = new Table().Border(TableBorder.Rounded)
            .AddColumns("fold", "progress")
            .AddColumn(new TableColumn("done").RightAligned())
            .AddColumn(new TableColumn("running").RightAligned())
            .AddColumn(new TableColumn("waiting").RightAligned())
            .AddColumn(new TableColumn("failed").RightAligned());
        if (networkType != NetworkType.Autoencoder)
        {
            folds.AddColumn("tables");
        }

        foreach (var fold in view.Folds.Where(fold => fold.Kind is null))
        {
            IRenderable[] cells =
            [
                new Text($"{fold.Fold}"),
                Bar(fold),
                new Text($"{fold.Completed}"),
                new Text($"{fold.Running}"),
                new Text($"{fold.Waiting}"),
                new Text($"{fold.Failed}", fold.Failed > 0 ? new Style(Color.Red) : Style.Plain),
                new Text(fold.Merged && fold.Completed > 0 ? "written" : string.Empty),
            ];
            folds.AddRow(cells[..folds.Columns.Count]);
        }

        var more = view.Folds.Select(fold => VariationWords.Of(fold)).OfType<string>().ToList();
        return more.Count > 0 ? folds.Caption(string.Join(Environment.NewLine, more)) : folds;
    }

    private static Markup Bar(FoldProgress fold)
    {
        var all = fold.Completed + fold.Failed + fold.Running + fold.Waiting;
        int Cells(int networks) => (int)Math.Round((double)networks * BarCells / all);
        var (done, failed, running) = (Cells(fold.Completed), Cells(fold.Completed + fold.Failed), Cells(fold.Completed + fold.Failed + fold.Running));
        return new Markup(
            NetworkSigns.Markup(UnitPhase.Completed, done) + NetworkSigns.Markup(UnitPhase.Failed, failed - done)
            + NetworkSigns.Markup(UnitPhase.Running, running - failed) + NetworkSigns.Markup(UnitPhase.Waiting, BarCells - running));
    }

    /// <summary>The best epoch that this screen saw, and its figure: a view knows the last epoch only.</summary>
    private string BestSoFar(RunningUnit unit)
    {
        var isAutoencoder = networkType == NetworkType.Autoencoder;
        if (unit.Last is { } last && (isAutoencoder ? last.ValidationLoss : -last.ValidationBalancedAccuracy) is var value
            && (!best.TryGetValue(unit.Unit, out var known) || value < known.Value))
        {
            best[unit.Unit] = (last.Epoch, value);
        }

        return !best.TryGetValue(unit.Unit, out var found) ? "–"
            : string.Create(CultureInfo.InvariantCulture, $"{(isAutoencoder ? Loss(found.Value) : Figure(-found.Value))} (epoch {found.Epoch + 1})");
    }

    private string[] Figures => networkType == NetworkType.Autoencoder ? ["train MSE", "valid. MSE", "best so far"] : ["valid. BA", "valid. loss", "best so far"];

    private static string Loss(double? value) => value is { } known ? LossText.Of(known) : "–";

    private static string Figure(double? value) => value is { } known && double.IsFinite(known) ? known.ToString("0.000", CultureInfo.InvariantCulture) : "–";
}
