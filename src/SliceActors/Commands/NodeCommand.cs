using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SliceActors.Actors.Hosting.Nodes;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Endings;
using SliceActors.Learning.Native.Facts;
using SliceActors.Options;
using SliceActors.Reports.Pages;
using SliceActors.Runs.Errors;
using SliceActors.Screens;

namespace SliceActors.Commands;

/// <summary><c>node</c>: a process of a cluster.</summary>
internal static class NodeCommand
{
    public static Command Create()
    {
        var settings = new SettingOptions(
            (Setting.Roles, "What it is for: seed, witness, trainer. Default: all, a whole cluster.", "ROLE"),
            (Setting.Host, "Name or address that others reach this machine by. Default: 127.0.0.1.", "HOST"),
            (Setting.Bind, "Address to listen on, where that is another.", "ADDRESS"),
            (Setting.Port, "TCP port; 0 lets the system choose. Default: 4053 for a seed, else 4054.", "PORT"),
            (Setting.Seeds, "All seeds of the cluster.", "HOST:PORT"),
            (Setting.Database, "PostgreSQL database of the journal, needed for more than one seed.", "CONNECTION"),
            (Setting.JournalFile, "SQLite file of the journal, where there is one seed.", "FILE"),
            (Setting.Slots, "Networks trained side by side. Default: as many as there are cores, or fewer if memory is short.", "N"),
            (Setting.CheckpointEvery, "Save a network after the first epoch that ends so many seconds after the last time; 0: after each epoch. Default: 60.", "SECONDS"),
            (Setting.CapsRoot, "Folder that images and tables lie below; NAME=FOLDER where the other machines name it otherwise.", "FOLDER"),
            (Setting.ResultsRoot, "Folder that results lie below; NAME=FOLDER likewise.", "FOLDER"),
            (Setting.TlsAuthority, "Certificate of the site's authority (ca.crt).", "FILE"),
            (Setting.TlsCertificate, "Certificate and key of this machine (HOST.p12).", "FILE"),
            (Setting.Insecure, "Let other machines in without certificates.", string.Empty));
        var (shared, portable) = (new SharedOptions(), new PortableOption());
        var command = new Command("node", "Be a node of a cluster: keep runs (seed), vote (witness), train (trainer). Without more: a whole cluster on this machine.");
        settings.AddTo(command, "Node");
        command.Options.Add(portable.Option);
        shared.AddTo(command);
        command.SetAction(async (parsed, _) => (int)await Run(parsed, settings, portable, shared));
        return command;
    }

    private static async Task<ExitCode> Run(ParseResult parsed, SettingOptions said, PortableOption portable, SharedOptions shared)
    {
        portable.Apply(parsed);
        PathWords.RefuseEmpty(parsed);
        var findings = new List<Finding>();
        shared.Check(parsed, findings);
        var settings = ClusterSettings.Read(said.Sources(parsed), DateTimeOffset.UtcNow);
        var useCpu = LibtorchFacts.Read().Gpus.IsEmpty;
        portable.Check(parsed, useCpu, findings);
        if (findings.Count > 0)
        {
            throw new BadInputException(findings);
        }

        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Interruptible.RequestStop(context, stop));
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Interruptible.RequestStop(context, stop));
        using var services = new ServiceCollection().AddLogging(logging => ConsoleLog.Configure(logging, shared.LogLevel(parsed))).BuildServiceProvider();
        var cache = shared.Cache(parsed);
        ClusterNode? node = null;
        var desk = new NodeDesk(cache, shared.CacheDirectory(parsed), settings.Roots, () => Contacts(settings, node?.Address));
        var machine = Machine.For(int.MaxValue, settings.Slots, useCpu);
        node = await ClusterNode.StartAsync(
            new ClusterNodeOptions(settings, machine.Slots, Environment.ProcessorCount, cache, shared.CacheDirectory(parsed), services.GetRequiredService<ILoggerFactory>(), desk, ProgramVersion.Text, MachineNumerics.Read(useCpu)) { Report = new ClusterReport() });
        await using (node)
        {
            if (!shared.Quiet(parsed))
            {
                Sentences.Say(Introduction(node, settings, machine.Slots.Length));
            }

            await Task.WhenAny(node.Completed, Task.Delay(Timeout.Infinite, stop.Token));
            if (!stop.IsCancellationRequested)
            {
                await node.Completed;
            }
        }

        if (!shared.Quiet(parsed))
        {
            Sentences.Say("The node has left the cluster; what it trained goes on elsewhere, or when it is back.");
        }

        return ExitCode.Done;
    }

    // Its own port may have been chosen by the system.
    private static ImmutableArray<string> Contacts(ClusterSettings settings, string? own) =>
        [.. settings.Seeds.Select(seed => $"{seed}").Concat(settings.Is(NodeRole.Seed) ? [own ?? $"{settings.Self}"] : []).Distinct()];

    private static string Introduction(ClusterNode node, ClusterSettings settings, int slots)
    {
        var roles = string.Join(", ", settings.Roles.Select(role => role.Term()));
        var trains = settings.Is(NodeRole.Trainer) ? $", {Count.Of(slots, "slot")}" : string.Empty;
        var journal = node.Journal.Length > 0 ? $" Journal: {node.Journal}." : string.Empty;
        return $"Node {node.Name} at {node.Address}: {roles}{trains}.{journal} It works until Ctrl-C.";
    }
}
