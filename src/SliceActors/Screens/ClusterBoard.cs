using System.Globalization;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using Spectre.Console;
using Spectre.Console.Rendering;
using static SliceActors.Runs.Messages.ClientMessages;

namespace SliceActors.Screens;

/// <summary>The picture of a run in its cluster: all its networks, and the nodes with what they train. The counts come first: a terminal that is too low cuts off the end.</summary>
/// <param name="width">Columns of the terminal.</param>
/// <param name="time">The clock.</param>
internal sealed class ClusterBoard(Func<int> width, TimeProvider time)
{
    private const string NotKnown = "–";

    private readonly Pace pace = new(time);

    /// <summary>The nodes of the cluster, as last heard of.</summary>
    public IReadOnlyList<NodeEntry> Nodes { get; set; } = [];

    /// <summary>Draws it.</summary>
    public IRenderable Render(RunView view)
    {
        var (rate, left) = pace.Look(view) is var (perMinute, time) ? (perMinute.ToString("0.0", CultureInfo.InvariantCulture), Sizes.Text(time)) : (NotKnown, NotKnown);
        return new Rows(
            new Text($"Run {view.Run}: {view.NetworkType.Term()} {view.Architecture}, {ClusterScreen.State(view.Phase)}. Ctrl-C stops watching."),
            new Text(string.Create(CultureInfo.InvariantCulture, $"{view.EpochsDone} of {view.EpochsPlanned} epochs, {rate} a minute, {left} left.")),
            NetworkGrid.Draw(view, width()),
            NodeTable(view));
    }

    private Table NodeTable(RunView view)
    {
        var epochs = view.Running.ToDictionary(unit => unit.Unit, unit => unit.EpochsDone);
        var names = ViewNames.Of(view);
        var table = new Table().Border(TableBorder.None).AddColumn("node").AddColumn(new TableColumn("busy").RightAligned()).AddColumn("in training");
        foreach (var node in Nodes)
        {
            var units = node.Slots.Select(slot => slot.Unit).OfType<UnitAttempt>().ToList();
            var here = units.Where(unit => unit.Run == view.Run).Select(unit => Training(names.Of(unit.Unit), epochs.TryGetValue(unit.Unit, out var done) ? done : null, view.Epochs));
            var others = units.Count(unit => unit.Run != view.Run);
            var refusal = node.NotFor.FirstOrDefault(entry => entry.Run == view.Run)?.Reason;
            string?[] words =
            [
                node.IsDraining ? "leaving" : null,
                .. here,
                others > 0 ? $"{Count.Of(others, "network")} of other runs" : null,
                refusal is null ? null : $"not used for this run: {refusal}",
            ];
            table.AddRow(new Text(node.Node), new Text($"{units.Count}/{node.Slots.Length}"), new Text(string.Join(", ", words.OfType<string>())));
        }

        return table;
    }

    // The epoch that it is in, from 1 as on the other screens.
    private static string Training(string name, int? done, int all) => done is { } epochs
        ? string.Create(CultureInfo.InvariantCulture, $"{name} {Math.Min(epochs + 1, all)}/{all}")
        : name;
}
