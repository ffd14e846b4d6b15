using System.CommandLine;
using SliceActors.Actors.Hosting.Clients;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Endings;
using SliceActors.Options;
using SliceActors.Runs.Files;
using SliceActors.Runs.Messages;
using SliceActors.Screens;
using SliceActors.Studies.Folders;
using Spectre.Console;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Commands;

/// <summary>What commands that work on one machine do when a cluster is meant.</summary>
internal static class ClusterRuns
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>The cluster that is meant: the one that is named, the one that works at the folder, or, for what is no folder of a run, the usual one.</summary>
    /// <returns>Null when this machine is meant.</returns>
    public static ClientSettings? Settings(ParseResult parsed, ClientOptions client, ResultTree named) =>
        client.IsGiven(parsed) ? client.Settings(parsed)
        : ClusterMark.Read(named) is { } mark ? client.Settings(parsed, mark.Contacts)
        : !Path.Exists(named.Root) && client.IsKnown(parsed) ? client.Settings(parsed)
        : null;

    /// <summary>Says where a run stands.</summary>
    public static Task<ExitCode> Status(ClientSettings settings, string name, bool watch, bool asJson, CancellationToken cancellation) => Asking.Run(
        async stop =>
        {
            await using var cluster = await ClusterConnection.OpenAsync(settings, ProgramVersion.Text, stop);
            var run = (await RunName.Find(cluster, name, stop)).Run;
            while (true)
            {
                var view = (await cluster.Ask<RunStands>(new GetRun(run), stop)).View;
                if (watch && view.IsOver)
                {
                    (view, _) = await ClusterWatch.AwaitHandBack(cluster, view, stop);
                }

                if (watch && !asJson && !Console.IsOutputRedirected)
                {
                    AnsiConsole.Clear();
                }

                ClusterScreen.Status(view, asJson, AnsiConsole.Console);
                if (!watch || view.IsOver)
                {
                    return ExitCode.Done;
                }

                await Task.Delay(LookEvery, stop);
            }
        },
        cancellation);

    /// <summary>Has a cluster go on with a run, one of its own or one that was begun on one machine.</summary>
    public static Task<ExitCode> Resume(ClientSettings settings, IReadOnlyList<string> way, string name, bool retryFailed, bool quiet, bool asJson, CancellationToken cancellation) => Asking.Run(
        async stop =>
        {
            await using var cluster = await ClusterConnection.OpenAsync(settings, ProgramVersion.Text, stop);
            var folder = Directory.Exists(name) ? Path.GetFullPath(name) : (await RunName.Find(cluster, name, stop)).Folder;
            await RunName.RefuseCopy(cluster, new ResultTree(folder), stop);
            var accepted = await ClusterWish.Ask(cluster, new ClientMessages.ResumeStudy(Guid.NewGuid().ToString("N"), folder, retryFailed), quiet, stop);
            ClusterScreen.Accepted(accepted, way, quiet, asJson);
            return ExitCode.Done;
        },
        cancellation);
}
