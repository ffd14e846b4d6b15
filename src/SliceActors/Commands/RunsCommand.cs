using System.CommandLine;
using SliceActors.Actors.Hosting.Clients;
using SliceActors.Endings;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Queries;
using SliceActors.Runs.States;
using SliceActors.Screens;
using SliceActors.Studies.Folders;
using Spectre.Console;
using static SliceActors.Runs.Messages.ClientMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Commands;

/// <summary>What people ask of a cluster and its runs: <c>runs</c>, <c>watch</c>, <c>cancel</c>, <c>pause</c>, <c>nodes</c>, <c>drain</c>.</summary>
internal static class RunsCommand
{
    public static Command Runs()
    {
        var (client, json) = (new ClientOptions(), Json());
        var command = new Command("runs", "List the runs of a cluster.");
        client.AddTo(command);
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) => With(parsed, client, async (cluster, stop) =>
        {
            var views = new List<(RunEntry Entry, RunView? View)>();
            foreach (var entry in (await cluster.Ask<RunList>(new GetRuns(), stop)).Runs)
            {
                views.Add((entry, await Look(cluster, entry, stop)));
            }

            ClusterScreen.Runs(views, parsed.GetValue(json), AnsiConsole.Console);
            return ExitCode.Done;
        }, cancellation));
        return command;
    }

    public static Command Watch()
    {
        var (client, run) = (new ClientOptions(), RunName.Argument());
        var json = OptionKinds.Flag("--json", "Write one JSON object on one line whenever something has changed.");
        var quiet = OptionKinds.Flag("--quiet", "Print only the result, warnings and errors.", "-q");
        var command = new Command("watch", "Watch a run of a cluster until it ends.") { run };
        client.AddTo(command);
        command.Options.Add(quiet);
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) => With(parsed, client, async (cluster, stop) =>
            await ClusterWatch.Show(cluster, (await RunName.Find(cluster, parsed.GetRequiredValue(run), stop)).Run, parsed.GetValue(quiet), parsed.GetValue(json), cancellation), cancellation, run));
        return command;
    }

    public static Command Cancel()
    {
        var (client, run, json) = (new ClientOptions(), RunName.Argument(), Json());
        var command = new Command("cancel", "Stop a run of a cluster, so that it can be resumed there or on one machine.") { run };
        client.AddTo(command);
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) => With(parsed, client, async (cluster, stop) =>
        {
            var entry = await RunName.Find(cluster, parsed.GetRequiredValue(run), stop);
            await cluster.Ask<RunAccepted>(new StopRun(entry.Run), stop);
            ClusterScreen.Stopped(entry, RunPhase.Cancelled, [], parsed.GetValue(json));
            return ExitCode.Done;
        }, cancellation, run));
        return command;
    }

    public static Command Pause()
    {
        var (client, run, json) = (new ClientOptions(), RunName.Argument(), Json());
        var command = new Command("pause", "Let a run of a cluster wait, so that others get its slots; resume lets it go on.") { run };
        client.AddTo(command);
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) => With(parsed, client, async (cluster, stop) =>
        {
            var entry = await RunName.Find(cluster, parsed.GetRequiredValue(run), stop);
            await cluster.Ask<RunAccepted>(new HoldRun(entry.Run), stop);
            ClusterScreen.Stopped(entry, RunPhase.Paused, client.Given(parsed), parsed.GetValue(json));
            return ExitCode.Done;
        }, cancellation, run));
        return command;
    }

    public static Command Drain()
    {
        var (client, json) = (new ClientOptions(), Json());
        var node = new Argument<string>("NODE") { Description = "Name of the node, or its first letters: see nodes." };
        var command = new Command("drain", "Give a node no more networks; it leaves when it has trained those that it has.") { node };
        client.AddTo(command);
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) => With(parsed, client, async (cluster, stop) =>
        {
            var found = (await cluster.Ask<NodeList>(new DrainNode(parsed.GetRequiredValue(node)), stop)).Nodes[0];
            ClusterScreen.Leaving(found, parsed.GetValue(json));
            return ExitCode.Done;
        }, cancellation));
        return command;
    }

    public static Command Nodes()
    {
        var (client, json) = (new ClientOptions(), Json());
        var command = new Command("nodes", "List the trainer nodes of a cluster, and what they train.");
        client.AddTo(command);
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) => With(parsed, client, async (cluster, stop) =>
        {
            ClusterScreen.Nodes((await cluster.Ask<NodeList>(new GetNodes(), stop)).Nodes, parsed.GetValue(json), AnsiConsole.Console);
            return ExitCode.Done;
        }, cancellation));
        return command;
    }

    private static Option<bool> Json() => OptionKinds.Flag("--json", "Write one JSON object on one line.");

    private static async Task<int> With(
        ParseResult parsed, ClientOptions client, Func<ClusterConnection, CancellationToken, Task<ExitCode>> ask, CancellationToken cancellation, Argument<string>? run = null)
    {
        // A folder knows which cluster works at it.
        var mark = run is not null && parsed.GetRequiredValue(run) is { Length: > 0 } name ? ClusterMark.Read(new ResultTree(Path.GetFullPath(name))) : null;
        var settings = client.Settings(parsed, mark?.Contacts);
        return (int)await Asking.Run(
            async stop =>
            {
                await using var cluster = await ClusterConnection.OpenAsync(settings, ProgramVersion.Text, stop);
                return await ask(cluster, stop);
            },
            cancellation);
    }

    /// <summary>A run whose journal is in trouble is listed all the same.</summary>
    private static async Task<RunView?> Look(ClusterConnection cluster, RunEntry entry, CancellationToken cancellation)
    {
        try
        {
            return (await cluster.Ask<RunStands>(new GetRun(entry.Run), cancellation)).View;
        }
        catch (Exception trouble) when (trouble is RefusedException or TroubleException { Kind: not TroubleKind.NotReachable })
        {
            return null;
        }
    }
}
