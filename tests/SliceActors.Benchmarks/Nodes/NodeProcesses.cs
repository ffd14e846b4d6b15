using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text.Json;
using SliceActors.Actors.Hosting.Clients;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Queries;
using SliceActors.Runs.States;
using SliceActors.Testing;
using static SliceActors.Runs.Messages.ClientMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Benchmarks.Nodes;

/// <summary>A cluster of processes of the program: a seed, and trainers with one slot and a part of a core each.</summary>
internal sealed class NodeProcesses : IAsyncDisposable
{
    // The shell moves itself into the group and becomes the program.
    private const string IntoGroup = "echo $$ > \"$0\" && exec \"$@\"";
    private static readonly string Program = PublishedProgram.For(typeof(NodeProcesses).Assembly);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(4);

    private readonly string folder;
    private readonly int port = FreePort();
    private readonly List<Process> processes = [];
    private readonly List<QuotaGroup> groups = [];
    private ClusterConnection? client;

    private NodeProcesses(string folder) => this.folder = folder;

    /// <summary>Starts them.</summary>
    /// <param name="folder">Where everything of theirs lies; not there yet.</param>
    /// <param name="trainers">How many trainers.</param>
    /// <param name="cores">What each of them gets, in cores.</param>
    /// <returns>Ends when the registry knows all of them.</returns>
    public static async Task<NodeProcesses> StartAsync(string folder, int trainers, double cores)
    {
        Directory.CreateDirectory(folder);
        var cluster = new NodeProcesses(folder);
        try
        {
            cluster.Start([], "node", "--roles", "seed", "--port", $"{cluster.port}", "--journal", Path.Combine(folder, "journal.db"));
            for (var number = 0; number < trainers; number++)
            {
                var group = QuotaGroup.Make($"{cluster.port}-{number}", cores);
                cluster.groups.Add(group);
                cluster.Start(
                    ["/bin/sh", "-c", IntoGroup, group.Processes],
                    "node", "--roles", "trainer", "--port", "0", "--seeds", $"127.0.0.1:{cluster.port}", "--slots", "1", "--cache_dir", Path.Combine(folder, "cache"));
            }

            await cluster.Connect(trainers);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a study.</summary>
    /// <param name="arguments">Those of <c>submit</c>.</param>
    /// <returns>Seconds from the first unit in training to the last table.</returns>
    /// <exception cref="InvalidOperationException">It did not end well.</exception>
    public async Task<double> Run(params IEnumerable<string> arguments)
    {
        using var submit = Start([], ["submit", .. arguments, "--contact", $"127.0.0.1:{port}", "--json"]);
        var (said, wrong) = (submit.StandardOutput.ReadToEndAsync(), submit.StandardError.ReadToEndAsync());
        await submit.WaitForExitAsync();
        if (submit.ExitCode != 0)
        {
            throw new InvalidOperationException($"The study was not accepted: {await said} {await wrong}");
        }

        using var answer = JsonDocument.Parse(await said);
        var run = new RunId(answer.RootElement.GetProperty("run").GetString()!);
        await Until(run, view => !view.Running.IsEmpty || view.IsOver);
        var clock = Stopwatch.StartNew();
        var over = await Until(run, view => view.IsOver);
        return over.Phase == RunPhase.Completed ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException($"The run is {over.Phase}: {over.Failure?.Reason}");
    }

    /// <summary>Ends them.</summary>
    public async ValueTask DisposeAsync()
    {
        if (client is not null)
        {
            await client.DisposeAsync();
        }

        foreach (var process in processes.Where(process => !process.HasExited))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        groups.ForEach(group => group.Dispose());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task Connect(int trainers)
    {
        var options = new Dictionary<Setting, IReadOnlyList<string>> { [Setting.Contact] = [$"127.0.0.1:{port}"] };
        var settings = ClientSettings.Read(new SettingsSources(null, new Dictionary<string, string>(), options), DateTimeOffset.UtcNow);
        var version = AssemblyName.GetAssemblyName(Program).Version!.ToString(3);
        using var patience = new CancellationTokenSource(Within);
        while (client is null)
        {
            try
            {
                client = await ClusterConnection.OpenAsync(settings, version, patience.Token);
            }
            catch (TroubleException) when (!patience.IsCancellationRequested && processes.TrueForAll(process => !process.HasExited))
            {
                // Not there yet.
            }
        }

        while ((await client.Ask<NodeList>(new GetNodes(), patience.Token)).Nodes.Length < trainers)
        {
            await Task.Delay(LookEvery, patience.Token);
        }
    }

    private async Task<RunView> Until(RunId run, Func<RunView, bool> condition)
    {
        using var patience = new CancellationTokenSource(Within);
        while (true)
        {
            var view = (await client!.Ask<RunStands>(new GetRun(run), patience.Token)).View;
            if (condition(view))
            {
                return view;
            }

            await Task.Delay(LookEvery, patience.Token);
        }
    }

    private Process Start(IEnumerable<string> within, params IEnumerable<string> arguments)
    {
        string[] command = [.. within, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, place) in new[] { ("XDG_CACHE_HOME", "cache-home"), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("HOME", string.Empty) })
        {
            start.Environment[name] = Path.Combine(folder, place);
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        if (arguments.First() == "node")
        {
            // Nobody reads what they say, which must not fill the pipe.
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            processes.Add(process);
        }

        return process;
    }
}
