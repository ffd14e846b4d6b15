using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Runs;
using SliceActors.Benchmarks.Studies;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Features;
using SliceActors.Learning.Native;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Training;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;

namespace SliceActors.Benchmarks.Parts;

/// <summary>Frozen layers that compute at every step against those whose features are kept: passes of one thread, and whole runs that have to compute the features first.</summary>
internal sealed class FrozenPart : IPart
{
    private const double GoalOfTraining = 2.5;
    private const double GoalOfEvaluation = 5;
    private const double GoalOfRun = 3;

    public string Name => "frozen";

    public string Description => "a training pass, an evaluation and a whole run of a resnet18's tail, --frozen follow against cached";

    public async Task Run(Settings settings, Report report)
    {
        var weights = Weights(settings.Workspace.NewFolder("weights"));
        var follow = new Workload("resnet18", TrainableLayers.Tail) { Slices = 2, Epochs = 20, Slots = Settings.Cores, WeightsFile = weights };
        Passes(follow, settings, report);
        await Runs(follow, settings, report);
    }

    private void Passes(Workload follow, Settings settings, Report report)
    {
        var study = BenchmarkStudy.Of(settings.Few, follow, settings.Workspace.Cache);
        var cached = BenchmarkStudy.Of(settings.Few, follow with { Frozen = FrozenLayers.Cached }, settings.Workspace.Cache);
        using var slices = study.OpenStore();
        using var features = FrozenFeatures.Open(cached.Spec, slices, cached.Cache, ComputeDevice.Cpus(Settings.Cores), null, CancellationToken.None)!;
        var (train, evaluate) = (new List<double>[] { [], [] }, new List<double>[] { [], [] });
        IntraOpThreads.Use(1);
        using var whole = Learner.Create(study.Spec, study.Units[0].Id, ComputeDevice.Cpu);
        using var tail = Learner.Create(cached.Spec, study.Units[0].Id, ComputeDevice.Cpu);
        var pairs = settings.Quick ? 9 : 25;
        for (var pair = -2; pair < pairs; pair++)
        {
            foreach (var (learner, store, way) in new[] { (whole, slices, 0), (tail, features, 1) })
            {
                var (training, evaluation) = Pass(learner, study, store);
                if (pair >= 0)
                {
                    train[way].Add(training);
                    evaluate[way].Add(evaluation);
                }
            }
        }

        Add(report, "training pass", train[0], train[1], GoalOfTraining, $"of {study.Sizes}");
        Add(report, "evaluation", evaluate[0], evaluate[1], GoalOfEvaluation, "of the same items");
    }

    private async Task Runs(Workload follow, Settings settings, Report report)
    {
        var (computed, kept) = (new List<double>(), new List<double>());
        for (var pair = 0; pair < (settings.Quick ? 1 : 3); pair++)
        {
            computed.Add((await WholeRun.Run(settings.Cohort, follow, settings.Workspace)).Training.CpuSeconds);
            Array.ForEach(Directory.GetFiles(settings.Workspace.Cache.Folder, "*.features"), File.Delete);
            kept.Add((await WholeRun.Run(settings.Cohort, follow with { Frozen = FrozenLayers.Cached }, settings.Workspace)).Training.CpuSeconds);
        }

        Add(report, "whole run, features not there yet", computed, kept, GoalOfRun, BenchmarkStudy.Of(settings.Cohort, follow, settings.Workspace.Cache).Sizes);
    }

    private void Add(Report report, string what, List<double> follow, List<double> cached, double goal, string of)
    {
        var ratio = follow.Zip(cached, (slow, fast) => slow / fast).Median();
        report.Add(new ReportRow(
            Name, $"{what}: follow / cached", Words.Times(ratio), $"at least {Words.Times(goal)}", ratio >= goal,
            $"CPU time {Words.Seconds(follow.Median())} against {Words.Seconds(cached.Median())}; {follow.Count} pairs; {of}"));
    }

    private static (double Training, double Evaluation) Pass(Learner learner, BenchmarkStudy study, SliceStore store)
    {
        var set = study.Set(study.Units[0], DataSubset.Train, store);
        int[] order = [.. Enumerable.Range(0, set.Count)];
        var began = ThreadTime.Now();
        learner.Train(set, order, EpochSchedule.Of(study.Spec.Optimisation, set.Count), 0, null, null, _ => { }, CancellationToken.None);
        var trained = ThreadTime.Now();
        learner.Evaluate(set, CancellationToken.None);
        return ((trained - began).CpuSeconds, (ThreadTime.Now() - trained).CpuSeconds);
    }

    private static string Weights(string folder)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, "resnet18.pth");
        using var network = NetworkFactory.Build(ResNet18.Entry, new NetworkOptions(0), seed: 1);
        using var stream = File.Create(path);
        NetworkFile.Write(stream, network, 0, true, () => new EpochScore(0, 0));
        return path;
    }
}
