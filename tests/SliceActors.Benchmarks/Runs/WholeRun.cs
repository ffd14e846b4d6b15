using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SliceActors.Actors.Hosting;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Studies;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.States;
using SliceActors.Studies.Folders;

namespace SliceActors.Benchmarks.Runs;

/// <summary>A study run as <c>train</c> runs it: checked, submitted to the actors of this process, trained, merged, its tables written.</summary>
/// <param name="Training">From the submission to the last table.</param>
/// <param name="StartSeconds">Checking, opening the store, claiming the folder and starting the actors.</param>
/// <param name="StopSeconds">Stopping the actors.</param>
/// <param name="FirstUnitSeconds">From the submission to the first network's start.</param>
/// <param name="BytesWritten">By the process, whatever file.</param>
/// <param name="Units">The networks.</param>
/// <param name="JournalSeconds">For each epoch the time that the journal took to know it.</param>
internal sealed record WholeRun(
    Usage Training,
    double StartSeconds,
    double StopSeconds,
    double FirstUnitSeconds,
    long BytesWritten,
    IReadOnlyCollection<UnitTrace> Units,
    IReadOnlyCollection<double> JournalSeconds)
{
    // Often enough to end in time, seldom enough not to be a cost of its own; the program's screens look every 250 ms.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>All of it, as a user waits for it.</summary>
    public double TotalSeconds => StartSeconds + Training.WallSeconds + StopSeconds;

    /// <summary>Runs a study into a new folder, which is deleted afterwards.</summary>
    /// <param name="source">The data.</param>
    /// <param name="workload">What to train on it.</param>
    /// <param name="workspace">Where the folder and the cache are.</param>
    /// <param name="afterEpoch">Called on the training thread after each epoch.</param>
    /// <exception cref="InvalidOperationException">The run did not end well.</exception>
    public static async Task<WholeRun> Run(StudySource source, Workload workload, Workspace workspace, Action<int>? afterEpoch = null)
    {
        var output = workspace.NewFolder("run");
        var written = ProcessFacts.BytesWritten();
        var clock = Stopwatch.StartNew();
        var study = BenchmarkStudy.Of(source, workload, workspace.Cache);
        IReadOnlyList<string> digests;
        using (var store = study.OpenStore())
        {
            digests = store.ContentDigests;
        }

        var run = RunId.For(study.Spec.Digest(), output);
        using var folder = OutputFolder.Take(new ResultTree(output));
        var submission = new RunCommands.SubmitRun(run, study.Spec, study.Plan, [.. digests], output);
        folder.Describe(submission, "benchmark");
        var training = new TracedTraining(afterEpoch);
        var options = new StudyNodeOptions(folder.Tree, ComputeDevice.Cpus(workload.Slots), Environment.ProcessorCount, workspace.Cache, LogLevel.Error, Quiet);
        var node = await StudyNode.StartAsync(options, training, CancellationToken.None);
        var started = clock.Elapsed.TotalSeconds;

        var usage = UsageClock.Start();
        var submitted = Stopwatch.GetTimestamp();
        await node.Submit(submission, CancellationToken.None);
        var view = await node.View(run, CancellationToken.None);
        while (!view.IsOver)
        {
            await Task.Delay(LookEvery);
            view = await node.View(run, CancellationToken.None);
        }

        var used = usage.Read();
        clock.Restart();
        await node.DisposeAsync();
        var stopped = clock.Elapsed.TotalSeconds;
        if (view.Phase != RunPhase.Completed)
        {
            throw new InvalidOperationException($"The run ended as {view.Phase}: {view.Failure?.Reason ?? string.Join("; ", view.Failures.Select(failure => failure.Reason))}");
        }

        var result = new WholeRun(
            used, started, stopped, Stopwatch.GetElapsedTime(submitted, training.FirstStart).TotalSeconds,
            ProcessFacts.BytesWritten() - written, training.Units, training.JournalSeconds);
        Directory.Delete(output, recursive: true);
        return result;
    }

    /// <summary>What the actors of a node take while they have nothing to do.</summary>
    public static async Task<Usage> Idle(Workspace workspace, TimeSpan duration)
    {
        var options = new StudyNodeOptions(new ResultTree(workspace.NewFolder("idle")), ComputeDevice.Cpus(Environment.ProcessorCount), 1, workspace.Cache, LogLevel.Error, Quiet);
        await using var node = await StudyNode.StartAsync(options, CancellationToken.None);
        var clock = UsageClock.Start();
        await Task.Delay(duration);
        return clock.Read();
    }

    private static void Quiet(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Error);
        logging.AddSimpleConsole(console => console.SingleLine = true);
    }
}
