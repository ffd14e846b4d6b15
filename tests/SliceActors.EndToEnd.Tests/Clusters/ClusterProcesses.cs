using System.Diagnostics;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Clusters;

/// <summary>The nodes of one cluster as processes of this machine, and clients that ask it.</summary>
internal sealed class ClusterProcesses : IDisposable
{
    private const int LinesOfEach = 60;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AtMost = Deadline.OfTests;

    private readonly TemporaryFolder folder = new();
    private readonly string? database;
    private readonly string cache;
    private readonly Dictionary<string, string> variables;
    private readonly List<NodePlan> plans;
    private readonly List<NodeProcess> nodes = [];

    /// <param name="cache">Where its nodes keep prepared slices.</param>
    /// <param name="database">Connection string of its journal; null for a SQLite file.</param>
    /// <param name="plans">Its nodes, none of which is started.</param>
    public ClusterProcesses(string cache, string? database, params NodePlan[] plans)
    {
        (this.cache, this.database, this.plans) = (cache, database, [.. plans]);
        variables = new()
        {
            ["XDG_CACHE_HOME"] = folder.File("cache"),
            ["XDG_DATA_HOME"] = folder.File("data"),
            ["HOME"] = folder.Path,
            ["UNHURRIED_PAUSE"] = Pause,
        };
        Journal = database is null ? ClusterJournal.InFile(folder.File("journal.db")) : ClusterJournal.InDatabase(database);
    }

    public ClusterJournal Journal { get; }

    /// <summary>Connection string of its journal; null where that is a file.</summary>
    public string? Database => database;

    /// <summary>Its seeds, as clients and nodes are told.</summary>
    public IReadOnlyList<string> Seeds => [.. plans.Where(plan => plan.Is("seed")).Select(plan => plan.Address)];

    private string Pause => folder.File("pause");

    /// <summary>A node, as it was last started.</summary>
    public NodeProcess this[string key] => nodes.Last(node => node.Plan.Key == key);

    /// <summary>The seed that keeps the registry, as a node knows which keeps none.</summary>
    /// <param name="witness">Who is asked.</param>
    public string KeeperOfRegistry(string witness) => plans.Single(plan => this[witness].RegistryAt!.Contains($"@{plan.Address}/", StringComparison.Ordinal)).Key;

    /// <summary>Starts a node.</summary>
    public NodeProcess Start(string key)
    {
        var plan = plans.Single(plan => plan.Key == key);
        string[] arguments =
        [
            "node", "--roles", .. plan.Roles.Split(' '), "--host", plan.Host, "--port", $"{plan.Port}", "--seeds", .. Seeds, "--slots", $"{plan.Slots}", "--cache_dir", cache, "-v", "--insecure",
            .. plan.Options.Contains("--checkpoint_every") ? Array.Empty<string>() : ["--checkpoint_every", "0"],
            .. !plan.Is("seed") ? Array.Empty<string>() : database is null ? ["--journal", folder.File("journal.db")] : ["--database", database],
            .. plan.Options,
        ];
        var node = new NodeProcess(plan, arguments, variables);
        nodes.Add(node);
        return node;
    }

    /// <summary>Adds a node, and starts it.</summary>
    public NodeProcess Add(NodePlan plan)
    {
        plans.Add(plan);
        return Start(plan.Key);
    }

    /// <summary>Has a node end in order, and forgets that there was one.</summary>
    public void Retire(NodeProcess node)
    {
        node.End();
        plans.Remove(node.Plan);
    }

    /// <summary>Starts those of its nodes that are not there, and waits until each of them has joined.</summary>
    public void IsWhole()
    {
        foreach (var plan in plans.Where(plan => nodes.TrueForAll(node => node.Plan != plan || node.HasEnded)).ToList())
        {
            Start(plan.Key);
        }

        Until("every node has joined", () =>
        {
            Assert.False(plans.Exists(plan => this[plan.Key].HasEnded), Logs());
            return plans.TrueForAll(plan => this[plan.Key].HasJoined);
        });
    }

    /// <summary>Starts a client.</summary>
    public RunningProgram StartClient(params IEnumerable<string> arguments) => new([.. arguments, "--contact", .. Seeds, "--insecure"], folder.Path, variables);

    /// <summary>Asks as a client.</summary>
    public ProgramResult Ask(params IEnumerable<string> arguments)
    {
        using var client = StartClient(arguments);
        return client.WaitForEnd();
    }

    /// <summary>Submits a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="output">Its output folder; null for a new one.</param>
    /// <param name="seen">Where this process sees that folder, if elsewhere.</param>
    /// <param name="options">Options of its own.</param>
    public ClusterRun Submit(ClusterStudy study, string? output = null, string? seen = null, params string[] options)
    {
        output ??= study.NewOutput();
        return new ClusterRun(this, study, ClusterRun.IdIn(Ask([.. study.Arguments("submit", output, options), "--json"])), seen ?? output);
    }

    /// <summary>Has all networks in training stand still before their next batch until something is done: a run is not over before that, however slow the machine is.</summary>
    public void WhileTrainingPauses(Action action)
    {
        File.WriteAllText(Pause, string.Empty);
        try
        {
            action();
        }
        finally
        {
            File.Delete(Pause);
        }
    }

    /// <summary>Waits for a condition; tells what the nodes said when it does not come.</summary>
    public void Until(string what, Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > AtMost)
            {
                Assert.Fail($"It did not come to pass within {AtMost} that {what}.\n{Logs()}");
            }

            Thread.Sleep(LookEvery);
        }
    }

    /// <summary>The last lines of all nodes.</summary>
    public string Logs() => string.Join('\n', nodes.SelectMany(node => node.Lines.TakeLast(LinesOfEach).Prepend($"--- {node.Plan.Key} {node.Name}{(node.HasEnded ? " (ended)" : string.Empty)}")));

    public void Dispose()
    {
        foreach (var node in nodes)
        {
            node.Dispose();
        }

        folder.Dispose();
    }
}
