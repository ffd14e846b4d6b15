using System.Globalization;
using System.Text.Json;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using Spectre.Console;
using static SliceActors.Runs.Messages.ClientMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Screens;

/// <summary>What a cluster says of itself, for people and for programs.</summary>
internal static class ClusterScreen
{
    private const int ShortId = 8;

    /// <summary>A study was taken in.</summary>
    /// <param name="accepted">What the cluster says.</param>
    /// <param name="way">Options by which the cluster is reached.</param>
    /// <param name="quiet">Whether nothing more is to be said.</param>
    /// <param name="asJson">For a program.</param>
    public static void Accepted(StudyAccepted accepted, IReadOnlyList<string> way, bool quiet, bool asJson)
    {
        foreach (var notice in accepted.Notices)
        {
            Console.Error.WriteLine($"Warning: {notice}");
        }

        if (asJson)
        {
            Print(json =>
            {
                json.WriteString("run", accepted.Run.Value);
                json.WriteString("output_directory", accepted.Folder);
                json.WriteBoolean("known", accepted.Known);
            });
        }
        else
        {
            Sentences.Say($"Run {accepted.Run} {(accepted.Known ? "is in the hands of the cluster already" : "is in the hands of the cluster")}. Its results go to {accepted.Folder}");
            if (!quiet)
            {
                Sentences.Say($"To watch it: slice-actors watch {Short(accepted.Run.Value)} {string.Join(' ', way)}");
            }
        }
    }

    /// <summary>The runs of a cluster.</summary>
    public static void Runs(IReadOnlyList<(RunEntry Entry, RunView? View)> runs, bool asJson, IAnsiConsole console)
    {
        if (asJson)
        {
            Print(json =>
            {
                json.WriteStartArray("runs");
                foreach (var (entry, view) in runs)
                {
                    json.WriteStartObject();
                    json.WriteString("run", entry.Run.Value);
                    json.WriteString("output_directory", entry.Folder);
                    json.WriteBoolean("open", entry.IsOpen);
                    json.WriteString("state", view is null ? "in_trouble" : State(view.Phase).Replace(' ', '_'));
                    json.WriteNumber("epochs_done", view?.EpochsDone ?? 0);
                    json.WriteNumber("epochs_planned", view?.EpochsPlanned ?? 0);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return;
        }

        if (runs.Count == 0)
        {
            console.WriteLine("The cluster has no runs.");
            return;
        }

        var table = new Table().Border(TableBorder.None).AddColumns("run", "state").AddColumn(new TableColumn("epochs").RightAligned()).AddColumn(new TableColumn("running").RightAligned()).AddColumn("folder");
        foreach (var (entry, view) in runs)
        {
            table.AddRow(
                new Text(Short(entry.Run.Value)),
                new Text(view is null ? "in trouble" : State(view.Phase)),
                new Text(view is null ? "–" : string.Create(CultureInfo.InvariantCulture, $"{view.EpochsDone}/{view.EpochsPlanned}")),
                new Text($"{(view?.Phase == RunPhase.Running ? view.Running.Length : 0)}"),
                new Text(entry.Folder));
        }

        console.Write(table);
    }

    /// <summary>The trainer nodes of a cluster.</summary>
    public static void Nodes(IReadOnlyList<NodeEntry> nodes, bool asJson, IAnsiConsole console)
    {
        if (asJson)
        {
            Print(json =>
            {
                json.WriteStartArray("nodes");
                foreach (var node in nodes)
                {
                    json.WriteStartObject();
                    Write(json, node);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return;
        }

        if (nodes.Count == 0)
        {
            console.WriteLine("The cluster has no trainer node.");
            return;
        }

        // A port that the system chose is not in the name.
        var sayAddress = nodes.Any(node => !node.Node.StartsWith($"{node.Address}-", StringComparison.Ordinal));
        var table = new Table().Border(TableBorder.None).AddColumn(new TableColumn("node").NoWrap());
        if (sayAddress)
        {
            table.AddColumn("address");
        }

        table.AddColumn(new TableColumn("slots").RightAligned()).AddColumn("in training");
        foreach (var node in nodes)
        {
            var training = node.Slots.Select(slot => slot.Unit).OfType<Runs.Messages.UnitAttempt>().GroupBy(unit => unit.Run).Select(run => $"{Short(run.Key.Value)}: {string.Join(", ", run.Select(unit => UnitNames.WithoutPlan.Of(unit.Unit)))}");
            Text[] cells = [new(node.Node), new(node.Address), new($"{node.Slots.Length}"), new(node.IsDraining ? $"leaving; {string.Join("; ", training)}" : string.Join("; ", training))];
            table.AddRow(sayAddress ? cells : [cells[0], .. cells[2..]]);
        }

        console.Write(table);
        foreach (var node in nodes)
        {
            foreach (var (run, reason) in node.NotFor)
            {
                console.WriteLine($"{node.Node} is not used for run {Short(run.Value)}: {reason}");
            }
        }

    }

    /// <summary>A phase in words.</summary>
    public static string State(RunPhase phase) => phase switch
    {
        RunPhase.Running => "running",
        RunPhase.Cancelled => "stopped by a person",
        RunPhase.Completed => "completed",
        RunPhase.CompletedWithFailedUnits => "completed with failed networks",
        RunPhase.Failed => "stopped by trouble",
        RunPhase.Paused => "paused",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, null),
    };

    /// <summary>Where a run of a cluster stands.</summary>
    public static void Status(RunView view, bool asJson, IAnsiConsole console)
    {
        if (asJson)
        {
            Print(json => ViewJson.Write(json, view));
            return;
        }

        console.WriteLine($"Run {view.Run}: {view.NetworkType.Term()} {view.Architecture}, {State(view.Phase)}");
        console.Write(LiveRunScreen.Folds(view, view.NetworkType));
        console.WriteLine($"{view.EpochsDone} of {Count.Of(view.EpochsPlanned, "epoch")}.");

        // Names of permutations hold commas themselves.
        var (names, comma) = (ViewNames.Of(view), view.Folds.Any(fold => fold.Kind is not null) ? "; " : ", ");
        foreach (var node in view.Running.Where(_ => view.Phase == RunPhase.Running).GroupBy(unit => unit.Node))
        {
            console.WriteLine($"{node.Key} trains {string.Join(comma, node.Select(unit => names.Of(unit.Unit)))}.");
        }

        ResultScreen.Show(view, console);
        if (view.Failure is { } failure && view.Phase == RunPhase.Failed)
        {
            console.WriteLine($"It stopped: {failure.Reason}");
        }
    }

    /// <summary>A run works no more, as a person wished.</summary>
    /// <param name="entry">The run.</param>
    /// <param name="phase">How it stands now.</param>
    /// <param name="way">Options with which it goes on.</param>
    /// <param name="asJson">For a program.</param>
    public static void Stopped(RunEntry entry, RunPhase phase, IReadOnlyList<string> way, bool asJson)
    {
        if (asJson)
        {
            Print(json =>
            {
                json.WriteString("run", entry.Run.Value);
                json.WriteString("output_directory", entry.Folder);
                json.WriteString("state", State(phase).Replace(' ', '_'));
            });
        }
        else
        {
            Sentences.Say($"Run {entry.Run} {(phase == RunPhase.Paused ? "waits" : "is stopped")}; nothing finished is lost. To go on: {string.Join(' ', [ResultScreen.ResumeHint(entry.Folder), .. way])}");
        }
    }

    /// <summary>A node gets no more networks.</summary>
    public static void Leaving(NodeEntry node, bool asJson)
    {
        if (asJson)
        {
            Print(json => Write(json, node));
        }
        else
        {
            Sentences.Say($"{node.Node} gets no more networks; it leaves when it has trained the {Count.Of(node.Slots.Count(slot => slot.Unit is not null), "network")} that it has.");
        }
    }

    private static void Write(Utf8JsonWriter json, NodeEntry node)
    {
        json.WriteString("node", node.Node);
        json.WriteString("address", node.Address);
        json.WriteNumber("slots", node.Slots.Length);
        json.WriteStartArray("training");
        foreach (var unit in node.Slots.Select(slot => slot.Unit).OfType<Runs.Messages.UnitAttempt>())
        {
            json.WriteStringValue($"{unit.Run} {unit.Unit}");
        }

        json.WriteEndArray();
        json.WriteString("numerics", node.Numerics);
        json.WriteBoolean("draining", node.IsDraining);
        json.WriteStartArray("not_for");
        foreach (var (run, reason) in node.NotFor)
        {
            json.WriteStartObject();
            json.WriteString("run", run.Value);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Short(string id) => id[..Math.Min(ShortId, id.Length)];

    private static void Print(Action<Utf8JsonWriter> write) => Console.WriteLine(JsonLine.Of(write));
}
