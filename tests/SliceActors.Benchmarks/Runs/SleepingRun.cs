using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SliceActors.Actors.Hosting.Clients;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Runs.States;
using SliceActors.Testing.Clusters;
using SliceActors.Wire;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Benchmarks.Runs;

/// <summary>A study whose trainings sleep, on a cluster whose nodes are all in this process: what is left is what the cluster costs.</summary>
internal sealed record SleepingRun
{
    // A person who watches asks some times a second.
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(5);

    /// <summary>From the submission to the last table.</summary>
    public required Usage Running { get; init; }

    /// <summary>The same cluster with nothing to do.</summary>
    public required Usage Idle { get; init; }

    /// <summary>Memory of the process with all its nodes, in bytes: before the submission, and the most of it.</summary>
    public required (long Before, long Peak) Resident { get; init; }

    /// <summary>For each question of a client how many seconds its answer took.</summary>
    public required IReadOnlyList<double> StatusSeconds { get; init; }

    /// <summary>The largest of these answers, in bytes.</summary>
    public required int LargestStatus { get; init; }

    /// <summary>What the trainings waited for.</summary>
    public required SlotClock Clock { get; init; }

    /// <summary>Seconds until a registry that was started again answers, and from then on until it answers for the run, whose journal it reads.</summary>
    public required (double Registry, double Run) RecoverySeconds { get; init; }

    /// <summary>Size of the journal.</summary>
    public required long JournalBytes { get; init; }

    /// <summary>Seconds until the cluster has the study, and how often it had to be told.</summary>
    public required (double Seconds, int Times) TakenOver { get; init; }

    /// <summary>Seconds until the folder has its events again.</summary>
    public required double HandedBackSeconds { get; init; }

    /// <summary>Runs it.</summary>
    /// <param name="study">The study.</param>
    /// <param name="nodes">Trainers.</param>
    /// <param name="slots">Slots of each.</param>
    /// <param name="epoch">How long an epoch takes.</param>
    /// <param name="database">Connection string of the journal; null for a file.</param>
    /// <param name="epochs">How many epochs of each network were trained elsewhere; 0 for a study that begins.</param>
    public static async Task<SleepingRun> Run(SleepingStudy study, int nodes, int slots, TimeSpan epoch, string? database, int epochs = 0)
    {
        await using var cluster = await SleepingCluster.StartAsync(study, nodes, slots, epoch, database, NullLoggerFactory.Instance);
        await using var client = await cluster.ConnectAsync();
        var idle = UsageClock.Start();
        await Task.Delay(IdleFor);
        var idled = idle.Read();
        var told = study.TakenOver(epochs);
        ProcessFacts.ForgetPeak();
        var (before, clock) = (ProcessFacts.ResidentBytes(), UsageClock.Start());
        var times = await cluster.TakeOverAsync(told);
        var taken = clock.Read().WallSeconds;
        var (answers, largest) = await Watch(client, study);
        var (running, peak, over) = (clock.Read(), ProcessFacts.PeakResidentBytes(), Stopwatch.GetTimestamp());
        await cluster.IsHandedBackAsync();
        return new SleepingRun
        {
            Running = running,
            Idle = idled,
            Resident = (before, peak),
            TakenOver = (taken, times),
            HandedBackSeconds = Stopwatch.GetElapsedTime(over).TotalSeconds,
            StatusSeconds = answers,
            LargestStatus = largest,
            Clock = cluster.Clock,
            RecoverySeconds = await Recover(cluster),
            JournalBytes = database is null ? new FileInfo(cluster.JournalFile).Length : SizeOf(database),
        };
    }

    private static async Task<(IReadOnlyList<double> Seconds, int Largest)> Watch(ClusterConnection client, SleepingStudy study)
    {
        var (seconds, largest) = (new List<double>(), 0);
        while (true)
        {
            var asked = Stopwatch.GetTimestamp();
            var answer = await client.Ask<RunStands>(new GetRun(study.Submission.Run), CancellationToken.None);
            seconds.Add(Stopwatch.GetElapsedTime(asked).TotalSeconds);
            largest = Math.Max(largest, MessageSchema.Current.Write(answer).Length);
            if (answer.View.IsOver)
            {
                return answer.View.Phase == RunPhase.Completed ? (seconds, largest) : throw new InvalidOperationException($"The run is {answer.View.Phase}: {answer.View.Failure?.Reason}");
            }

            await Task.Delay(AskEvery);
        }
    }

    private static long SizeOf(string database)
    {
        using var connection = new NpgsqlConnection(database);
        connection.Open();
        using var command = new NpgsqlCommand("SELECT pg_total_relation_size('journal')", connection);
        return (long)command.ExecuteScalar()!;
    }

    private static async Task<(double Registry, double Run)> Recover(SleepingCluster cluster)
    {
        await cluster.StopSeedAsync();
        var clock = Stopwatch.StartNew();
        await cluster.StartSeedAsync();
        await cluster.AskRegistryAsync();
        var registry = clock.Elapsed.TotalSeconds;
        await cluster.StatusAsync();
        return (registry, clock.Elapsed.TotalSeconds - registry);
    }
}
